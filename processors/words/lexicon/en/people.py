"""People, by what they are called and what they do."""

PHRASES = {
    "o:people": (
        "headcount|head count|people count|number of people|number of persons|number of customers|"
        "number of visitors|number of heads|the number of people|the number of persons|"
        "the number of customers|the number of visitors|amount of people|"
        "delivery man/men|post man/men|postman|postmen|mail man/men|mailman|repair man/men|repairman|"
        "maintenance man/men|security man/men|workman|workmen|handyman|salesman|salesmen|doorman|fireman|"
        "firemen|craftsman|craftsmen|the others|"
        "reception staff|front desk staff|desk clerk/clerks|checkout staff|till operator/operators|"
        "checkout operator/operators|"
        "pers|ppls|peeps|a human|human figure/figures|patron/patrons|punter/punters|"
        "delivery driver/drivers|truck driver/drivers|lorry driver/drivers|warehouse worker/workers|"
        "shop assistant/assistants|sales assistant/assistants|assistant/assistants|salesperson|"
        "sales staff|till staff|dock worker/workers|docker/dockers|loader/loaders|picker/pickers|"
        "|outsider/outsiders|prowler/prowlers|walker/walkers|anyone at all|"
        "anybody at all|someone or other|somebody or other|any person|any people|any human|a soul|"
        "some person|crew member/members|our people|lingerer/lingerers|mechanic/mechanics|cleaning staff|"
        "cleaning crew|visitor's|occupant/occupants|whoever it is|people's|"
        "person's|queuer/queuers|member/members of staff|member of the public|"
        "members of the public|newcomer/newcomers|workman|concierge|tenant/tenants|"
        "resident/residents|"
        "person/persons|people|ppl|security guard/guards|guards|security staff|watchman|watchmen|"
        "porter/porters|manager/managers"
        "|nurse/nurses|technician/technicians|engineer/engineers|trespasser/trespassers|caller/callers|"
        "somebody|someone|anybody|anyone|everybody|everyone|visitor/visitors|guest/guests|staff"
        "|staff member/members|employee/employees|worker/workers|customer/customers|client/clients|"
        "shopper/shoppers"
        "|pedestrian/pedestrians|human/humans|human being/beings|individual/individuals|cashier/cashiers"
        "|driver/drivers|receptionist/receptionists|colleague/colleagues|passer by|passers by|folks|"
        "walker/walkers"
        "|courier/couriers|attendant/attendants|clerk/clerks|cleaner/cleaners|operator/operators"
        "|contractor/contractors|personnel|body|bodies|team member/members|heads|who|whoever|loiterer/loiterers"
        "|intruder/intruders"
    ),
    "m:anaphora": "it|they|there|them|then|still",
    "m:queues": (
        "long queue|queue is too long|line is too long|too long a queue|queue is long|queue gets long|"
        "queue gets too long|queue is getting long|queue is getting too long|queue becomes too long|"
        "queue grows too long|queue too long|very long queue|queue is very long|gets too long|"
        "queuing|queueing|queue up|queues up|in line|lined up|lining up|line up|standing in line|"
        "waiting in line|stand in line|wait in line"
    ),
    "m:cashier": (
        "cashier/cashiers|checkout staff|till staff|till operator/operators|checkout operator/operators|"
        "checkout assistant/assistants|person at the checkout"
    ),
    "m:receptionist": ("receptionist/receptionists|reception staff|front desk staff|desk clerk/clerks"),
}
