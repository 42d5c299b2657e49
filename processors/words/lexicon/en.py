"""English."""

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
    "o:vehicles": (
        "number of vehicles|the number of vehicles|vehicle count|"
        "motor vehicle/vehicles|any kind of vehicle|traffic|vehicle/vehicles|any vehicle"
    ),
    "o:car": (
        "number of cars|the number of cars|"
        "passenger car/cars|motor car/cars|motorcar/motorcars|sedan/sedans|suv/suvs|estate car/cars|"
        "hatchback/hatchbacks|private car/cars|parked car/cars|"
        "car/cars|automobile/automobiles|taxi/taxis|cab/cabs"
    ),
    "o:truck": (
        "number of trucks|the number of trucks|number of lorries|"
        "lorries|lorrys|wagon/wagons|articulated lorry/lorries|artic/artics|semi/semis|semi truck/trucks|"
        "box truck/trucks|haulage truck/trucks|heavy goods vehicle/vehicles|trucks?|"
        "juggernaut/juggernauts|tanker/tankers|tipper/tippers|flatbed/flatbeds|rig/rigs|"
        "eighteen wheeler/wheelers|big rig/rigs|delivery lorry/lorries|"
        "delivery truck/trucks|truck/trucks|lorry/lorries|hgv/hgvs"
    ),
    "o:van": (
        "|transit/transits|courier van/vans|panel van/vans|transporter/transporters|"
        "|minibus/minibuses|post van/vans|parcel van/vans|"
        "delivery van/vans|van/vans|minivan/minivans"
    ),
    "o:bus": "bus/buses|coach/coaches",
    "o:bicycle": (
        "cycle/cycles|pushbike/pushbikes|cyclist/cyclists|e bike/bikes|ebike/ebikes|mountain bike/bikes|"
        "push bicycle/bicycles|"
        "bicycle/bicycles|bike/bikes|push bike/bikes"
    ),
    "o:motorcycle": (
        "moped/mopeds|motor cycle/cycles|motorcyclist/motorcyclists|"
        "motorcycle/motorcycles|motorbike/motorbikes|motor bike/bikes"
    ),
    "o:train": "train/trains",
    "o:boat": "boat/boats",
    "o:bag": (
        "carrier bag/bags|shopping bag/bags|sports bag/bags|gym bag/bags|travel bag/bags|tote/totes|"
        "tote bag/bags|duffel/duffels|duffel bag/bags|duffle bag/bags|holdall/holdalls|laggage|bagage|"
        "bags or suitcases|satchel/satchels|laptop bag/bags|briefcase/briefcases|baggages|any bag|"
        "bag/bags|baggage|luggage|piece of luggage/baggage|pieces of luggage/baggage"
    ),
    "o:parcel": (
        "post parcel/parcels|postal parcel/parcels|consignment/consignments|"
        "mail parcel/parcels|parcell/parcells|"
        "parcel/parcels|package/packages|packet/packets|delivery/deliveries|shipment/shipments"
    ),
    "o:packages": "bags? or/and parcels",
    "o:box": (
        "crate/crates|cardboard/cardboards|moving box/boxes|storage box/boxes|cardbord box/boxes|"
        "box/boxes|carton/cartons|cardboard box/boxes"
    ),
    "o:backpack": (
        "bag pack/packs|backpak/backpaks|school bag/bags|schoolbag/schoolbags|bookbag/bookbags|"
        "day pack/packs|daypack/daypacks|"
        "backpack/backpacks|rucksack/rucksacks|knapsack/knapsacks|back pack/packs"
    ),
    "o:suitcase": (
        "roller case/cases|wheeled case/cases|rolling suitcase/suitcases|rolling case/cases|"
        "travel case/cases|trolley bag/bags|cabin bag/bags|carry on/ons|trolley suitcase/suitcases|"
        "wheelie case/cases|"
        "suitcase/suitcases|suit case/cases|trolley case/cases"
    ),
    "o:handbag": (
        "clutch bag/bags|pocketbook/pocketbooks|purses|handbag/handbags|hand bag/bags|purse/purses"
    ),
    "o:object": (
        "an object|any object|any item|any article|something or other|a thing|"
        "anything at all|things|stuff|bits and pieces|somethin|sth|smth|"
        "piece of merchandise|piece of stock|pieces of stock|an item|goods|ware/wares|"
        "commodity/commodities|someone's belongings|personal items|personal belongings|"
        "unknown object/objects|foreign object/objects|obstacle/obstacles|"
        "obstruction/obstructions|wares|display item/items|exhibit/exhibits|"
        "object/objects|item/items|something|anything|thing/things|stuff|article/articles|"
        "belonging/belongings|goods"
        "|merchandise|product/products"
    ),
    "o:pets": ("house pet/pets|pets of any kind|any pet|pet/pets"),
    "o:animals": (
        "any animal|wild animal/animals|an animal|critter/critters|creature/creatures|beast/beasts|animal/animals"
    ),
    "o:cat": ("moggy/moggies|pussycat/pussycats|stray cat/cats|kitty/kitties|tomcat/tomcats|cat/cats|kitten/kittens"),
    "o:dog": (
        "doggo/doggos|stray dog/dogs|hound/hounds|pup/pups|doggy/doggies|pooch/pooches|"
        "mutt/mutts|canine/canines|"
        "dog/dogs|puppy/puppies"
    ),
    "o:bird": (
        "gull/gulls|seagull/seagulls|crow/crows|sparrow/sparrows|birdie/birdies|pigeon/pigeons|"
        "bird/birds|pigeon/pigeons"
    ),
    "o:horse": "horse/horses",
    "o:laptop": "laptop/laptops|notebook computer/computers",
    "o:umbrella": "umbrella/umbrellas",
    "o:bottle": (
        "wine bottle/bottles|bottle of wine|bottles of wine|bottle of water|bottles of water|"
        "water bottle/bottles|glass bottle/bottles|"
        "bottle/bottles"
    ),
    "o:cell phone": "cell phone/phones|mobile phone/phones|phone/phones|smartphone/smartphones|cellphone/cellphones",
    "o:skateboard": "skateboard/skateboards",
    "o:chair": "chair/chairs",
    "o:knife": "knife/knives",
    "o:any": (
        "any movement|any motion|anything that is moving|anything moving at all|something that moves|"
        "anything at all moving|movement of any kind|motion of any kind|any sort of movement|"
        "any kind of movement|motions|"
        "motion|movement/movements|activity|whatever moves|anything moving|anything that moves|something moving"
        "|something moves|anything moves"
    ),
    "pl:lobby": "lobby|foyer|hall|entrance hall|lobby camera|atrium|vestibule",
    "pl:floor": (
        "floor of lobby|whole of the lobby|all of the lobby|entire lobby floor|"
        "whole lobby floor|"
        "lobby floor|floor of the lobby|floor|whole lobby|entire lobby"
    ),
    "pl:front-door": (
        "frontdoor|front-door|doors at the front|door at the front|main doors|glass door/doors|"
        "front doorway|doorstep|doormat|"
        "front door/doors|main door/doors|front entrance door|door of the lobby|lobby door/doors"
    ),
    "pl:reception": (
        "recep|reception-desk|front-desk|receptionist's desk|reception counter|welcome counter|"
        "check-in desk|registration desk|sign in desk|"
        "reception|reception desk/area/counter/zone|front desk|welcome desk|information desk|info desk|"
        "check in desk"
        "|receptionists desk"
    ),
    "pl:waiting-area": (
        "waiting seats|visitor lounge|visitors lounge|sofas|guest area|guest lounge|"
        "waiting lounge|waiting bench|waiting space|seating|"
        "waiting area/areas|waiting room|waiting zone|lounge|seating area|sitting area|waiting corner"
        "|visitor/visitors seats|seats for visitors"
    ),
    "pl:entrance": (
        "front entrance|entranceway|entrance doorway|lobby entrance|entrance of the lobby|"
        "entrance to the lobby|"
        "entrance|entrance line|main entrance|entry|entryway|entrance way|way in|entrance door/doors"
    ),
    "pl:parking": (
        "parking-lot|car-park|parking lot area|parking facility|parking grounds|cars park|"
        "parking cam|parking camera|carpark camera|car park camera|"
        "parking|parking lot/area/camera/place/garage/space|car park|carpark|lot|parkade|parking lot camera"
    ),
    "pl:bays": (
        "parking stall/stalls|parking slot/slot|marked bays|marked spots|marked parking spaces|"
        "parking spot/spots|parking space/spaces|car spaces|car bays|spaces for cars|"
        "bays|parking bays|bay|parking bay|parking spaces|parking spots|parking slots|stalls|parking stalls"
        "|marked spaces"
    ),
    "pl:driveway": (
        "drive-way|driveways|entry road|entrance road|access way|driving lane|"
        "entry drive|way up to the building|"
        "driveway|drive way|drive|access road|driveway zone|approach road|access lane"
    ),
    "pl:disabled-bay": (
        "disabled-bay|disabled parkingspace|disabled parking place|handicap spot/space/bay|"
        "handicap parking|handicapped parking space/spot|handicapped parking spot|accessible parking|"
        "accessible place|disabled person's bay|disabled persons space|blue badge spot|blue badge parking|"
        "disabled bays|wheelchair parking|parking spot for the? disabled|spot reserved for the? disabled|"
        "space reserved for the? disabled|disabled people's bay|disabled people's space|"
        "reserved disabled bay|disabled-parking bay|mobility bay|disabled drivers bay/space|"
        "disabled bay|disabled parking|disabled parking space/spot/bay|handicapped spot/space/bay/parking"
        "|disabled spot/space/place|accessible bay/space/spot|accessible parking|"
        "accessible parking space/spot/bay"
        "|blue badge bay/space|wheelchair bay/space/spot|disabled persons bay/space|"
        "parking space for the? disabled"
        "|bay for the? disabled|bay for disabled people|space for disabled people|spot for the? disabled"
    ),
    "pl:gate": (
        "parking-gate|gate of the car park|car park entrance|vehicle entrance|boom gate|boom barrier|"
        "barrier at the car park|main gate|parking lot gate|carpark gate|"
        "gate|gates|car park gate|parking gate|gateway|vehicle gate|barrier|gate line"
    ),
    "pl:dock": (
        "loading-dock|dock apron|goods dock|truck dock|lorry dock|truck bay|goods ramp|ramp area|"
        "goods in|goods-in|goods in bay|goods-in bay|shipping dock|docks|unloading ramp|delivery dock|"
        "delivery ramp|loading platform|loading point|unloading point|delivery area|delivery zone|"
        "truck ramp|loading bays|loading docks|"
        "dock|loading dock|loading bay|dock zone/area|loading ramp|ramp|loading zone|unloading area|loading area"
        "|unloading bay|unloading zone|delivery bay"
    ),
    "pl:restricted": (
        "restricted space|restricted bit|restricted corner|no entry zone|no-go zone|no-go area|"
        "no-entry zone|no-entry area|prohibited zone|hazard zone|hazard area|danger zone|danger area|"
        "secure zone|secure area|secured area|red zone|keep-out zone|keep-out area|exclusion zone|"
        "cordoned off area|fenced off area|fenced-off area|off-limits area|"
        "off-limits zone|out-of-bounds area|staff only area|"
        "restricted|restricted area/zone|forbidden area/zone|off limits area/zone|prohibited area/zone"
        "|no go area/zone|keep out area/zone|restricted part|restricted section|closed area|security zone"
        "|out of bounds area"
    ),
    "pl:conveyor": (
        "conveyor-belt|conveyors|belt area|belt zone|transport belt|conveyer area|conveyer zone|"
        "moving belt|production belt|production line|packing belt|packing line|"
        "conveyor|conveyor belt|conveyor zone/area|conveyer|conveyer belt|belt|belt conveyor|assembly line"
    ),
    "pl:dock-door": (
        "dock-door|dock doors|door of the loading dock|door at the loading dock|roller door|"
        "roller shutter|shutter door|goods door|goods-in door|delivery door|loading bay door|"
        "door to the loading dock|door to the loading bay|factory door|plant door|door at the ramp|"
        "ramp door|warehouse door|"
        "dock door/doors|door of the dock|loading dock door|door to the dock|dock gate|door at the dock|"
        "loading door"
        "|bay door|dock entrance"
    ),
    "pl:queue": (
        "que|queu|q|"
        "queueing at the? till/checkout/register|queuing at the? till/checkout/register|"
        "waiting in line at the? till/checkout/register|in line at the? till/checkout/register|"
        "lined up at the? till/checkout/register|queue up at the? till/checkout/register|"
        "checkout line|check-out line|checkout queue|check-out queue|line at checkout|queue at checkout|"
        "queue at the shop|shop queue|waiting queue|line of people|queue line|"
        "line for the till|queue for the till|queue for the checkout|line for the checkout|"
        "cash desk queue|register line|line at the register|queue at the register|"
        "queue in front of the till|line in front of the till|"
        "queue|queue area/zone|waiting line|checkout line|checkout queue|line at the till/checkout"
        "|queue at the till/checkout|till queue|line of customers|queueing area|queuing area|customer queue"
    ),
    "pl:till": (
        "counter|"
        "cash-desk|cash-register|check-out|tills|checkouts|checkout till|cash counter|payment desk|"
        "payment counter|pay point|paypoint|paydesk|checkout zone|till point|point of sale|pos|"
        "sales counter|shop till|store till|till desk|"
        "till|till area/zone|checkout|check out|cash register|cash desk|register|checkout counter|till counter"
        "|cashier desk|cashier counter|pay desk|cash point|cash register area|checkout area|cashiers desk"
        "|shop counter"
    ),
    "pl:shelf": (
        "display|display rack|display stand|shelving unit|bookshelf|goods shelf|product shelf|"
        "display case|sales shelf|shelf unit|shelf area|"
        "shelf|shelves|shelving|shelf zone|rack|racks|store shelf|shop shelf|display shelf"
    ),
    "pl:exit": (
        "exit-door|shop door/doors|store door/doors|way out of the shop|shop's exit|exit of the shop|"
        "exit from the shop|exit gate|exit of the store|customer exit|exit barrier|"
        "exit line of the shop|"
        "exit|exit line|way out|exit door/doors|shop exit|store exit"
    ),
    "pl:shop": (
        "sales room|sales-floor|shopfloor|shop floor|store floor|shop area|store area|till camera|"
        "retail floor|shop cam|store cam|till cam|"
        "shop|store|shop camera|retail store|sales floor|sales area|supermarket|boutique"
    ),
    "pl:hq": (
        "hq building|head-office|headoffice|hq site|corporate office|main site|"
        "hq|headquarters|head office|main office|head quarters|main building|office building"
    ),
    "pl:plant": (
        "factory floor|factory hall|mill|production hall|manufacturing site|plant site|"
        "plant cam|factory cam|dock camera|dock cam|"
        "plant|factory|works|production site|manufacturing plant|plant camera|factory camera|warehouse"
    ),
    "pl:everywhere": (
        "on every camera|on all cams|all cams|every cam|any cam|at every site|across all cameras|"
        "on all of them|on any of them|each of the cameras|on each camera|all four cameras|"
        "any of our cameras|each site|across all sites|at all sites|all locations|every location|"
        "any location|anyplace|wherever it is|all over|"
        "anywhere|everywhere|all cameras|all the cameras|every camera|any camera|all of the cameras|each camera"
        "|any of the cameras|all sites|every site|all our cameras|wherever|all places|all over the place"
    ),
    "m:cameras": "all/every/both/any/each of? the? camera/cameras at/in/of/on|cameras at/in/of|all cameras",
    "v:enter": (
        "from outside to inside|from the outside to the inside|entrance of a person/somebody/someone into|"
        "entry of a person/somebody/someone into|entry of persons/people into|gets entered|is entered by|"
        "is entered|are entered|start/starts entering|able to enter|"
        "break/breaks/breaking/broke into|slip/slips/slipping into|has/have/had gone into/in|"
        "has/have/had come into/in|has/have/had got into/in|has/have walked into/in|step/steps foot in|"
        "invade/invades|end/ends up in|find/finds themselves in|hop/hops into|jump/jumps into|"
        "jump/jumps in|poke/pokes their head/nose into/in|put/puts a foot in/into|get/gets to the|"
        "walk/walks through the restricted|penetrate/penetrates|force/forces their way into|"
        "squeeze/squeezes into|duck/ducks into|rush/rushes into|dive/dives into|intrude/intrudes upon/on|"
        "encroach/encroaches on/upon|"
        "step/steps/stepping/go/goes/going/get/gets/walk/walks/walking/slip/slips behind|entry to|"
        "entries to|any entry to/into|every entry to/into|entering|"
        "brought in/into|taken in/into|let in/into|comes up to|come up to|walks up to|walk up to|"
        "step/steps/stepping into|pop/pops/popping in/into|nip/nips in/into|barge/barges in/into|"
        "sneak/sneaks/sneaking/snuck in/into|creep/creeps in/into|head/heads/heading into/to/in|"
        "walk/walks/walking to|march/marches in/into|swing/swings into|make/makes it into|"
        "find/finds their way into|has/have entered|sets foot|set foot|gains/gain access to|"
        "push/pushes their way into|get/gets into|drift/drifts into|turning up at|run/runs/running into|"
        "drives/drive up to|pulls up in|pull up in|heads up to|"
        "enter/enters/entering/entered|come/comes/coming/came in/into/inside|go/goes/going/went in/into/inside"
        "|gets/get/getting/got in/into/inside|walk/walks/walking/walked in/into/onto/inside|"
        "come/comes/coming/came to"
        "|go/goes/going/went to|step/steps/stepping/stepped in/into/on/onto/inside"
        "|drive/drives/driving/drove in/into/onto/on/up|pull/pulls/pulling/pulled in/into/up"
        "|move/moves/moving/moved in/into/onto|roll/rolls/rolling/rolled in/into/onto"
        "|set/sets/setting foot in/into/on|trespass/trespasses/trespassing/trespassed"
        "|intrude/intrudes/intruding/intruded|intrusion/intrusions|venture/ventures into"
        "|wander/wanders/wandering/wandered in/into/onto|arrive/arrives/arriving/arrived|enters the"
        "|turn/turns/turning/turned into|turn/turns into|access/accesses/accessing/accessed|entry into|"
        "entries into"
        "|ride/rides/riding in/into/onto|back/backs/backing into|reverse/reverses/reversing into|"
        "approach/approaches"
        "|come/comes/coming/came onto|go/goes/going onto|get/gets/getting onto|climb/climbs/climbing onto"
        "|climb/climbs into|access to|breach/breaches|breaching|strays into|stray/strays/straying into/onto"
        "|makes their way into|make their way into|come/comes/coming/came up|drive/drives/driving/drove up"
    ),
    "v:exit": (
        "exit/exits/exiting through/via|slip/slips/slipping out|slip/slips/slipping out through/of|"
        "out through|from inside to outside|from the inside to the outside|"
        "reversing/reverses/reverse out of|backing out of|back/backs out of|"
        "head/heads/heading out of|head/heads/heading off|clear/clears out of|emerge/emerges from|"
        "come/comes/coming out from|go/goes/going out from|walk/walks out|drive/drives/driving away|"
        "pull/pulls/pulling away|depart/departs/departing|exits from|roll/rolls out of|"
        "move/moves away from|back/backs out of|get/gets off|step/steps/stepping off|"
        "walk/walks/walking/walked away|go/goes/going/went away|"
        ""
        ""
        "go/goes/going/went/walk/walks/walking/walked/come/comes/coming/came/step/steps/stepping/drive/drives/driving/drove/get/gets/getting/head/heads/heading out/outside"
        "|exit/exits/exiting/exited|go/goes/going/went out of|come/comes/coming/came out of"
        "|walk/walks/walking/walked out of|depart/departs/departing/departed from?|"
        "drive/drives/driving/drove out of"
        "|drive/drives/driving/drove away from|step/steps/stepping out of|get/gets/getting/got out of"
        "|walk/walks/walking away from|drive/drives/driving off|pull/pulls/pulling out of|"
        "move/moves/moving out of"
        "|walk/walks/walking off|step/steps away from|steps off"
    ),
    "v:leave": "leave/leaves/leaving",
    "v:left": "left",
    "v:cross": (
        "any crossing|any crossing of|crossing of|every crossing of|each crossing of|"
        ""
        ""
        "go/goes/going/come/comes/coming/walk/walks/walking/pass/passes/passing/move/moves/drive/drives/driving/get/gets in or/and out|"
        ""
        "enters or leaves|enter or leave|entering or leaving|leaves or enters|in or out|"
        "slip/slips/slipping out through|use/uses/using|come/comes/coming by way of|go/goes/going via|"
        "heads/head through|head/heads/heading through|push/pushes through|"
        "squeeze/squeezes through|step/steps/stepping through|"
        "pass/passes/passing over|thru|goes across|go across|going across|walk/walks across|gets past|"
        "slips past|goes beyond|"
        "slip/slips/slipping through|slip/slips/slipping out|"
        "cross/crosses/crossing/crossed|pass/passes/passing/passed|pass/passes/passing/passed through"
        "|go/goes/going/went through|walk/walks/walking/walked through|come/comes/coming/came through"
        "|drive/drives/driving/drove through|step/steps/stepping over|goes over|go over|go/goes/going past"
        "|walks/walk over|move/moves/moving through|step/steps/stepping through|steps across"
        "|walk/walks/walking across|get/gets/getting through|crossings|use/uses/using the|goes by|go by|walks by"
        "|drives by"
    ),
    "v:appear": (
        "found|"
        "show/shows/showing itself|about|roaming/roams/roam|strolls/stroll/strolling|is in|are in|is on|"
        "are on|is at|are at|is inside|in shot|in frame|into shot|is around|are around|gets seen|get seen|"
        "gets spotted|get spotted|gets detected|is spotted|are spotted|is present|are present|presence|"
        "appears on|materialises|comes by|come by|comes along|comes past|come along|is found|are found|"
        "to be seen|happens to be|happen to be|any sign of|sign of|signs of|"
        "appearance of|appear/appears/appearing/appeared|turn/turns/turning/turned up|"
        "show/shows/showing/showed up"
        "|is/are/be/was/were seen|seen|spotted|is/are detected|detected|visible|in sight|in view|in the picture"
        "|on camera|show|shows|pop/pops up|emerge/emerges|comes into view|is/are visible|sighted|sighting of"
        "|presence of|noticed|picked up by the camera|observed|shows itself|shown|becomes visible|can be seen"
        "|come/comes into view|show me"
    ),
    "v:stay": (
        "needs longer than|needs more than|takes longer than|takes more than|takes over|"
        "browse/browses/browsing|does/do not move away from|doesnt/dont move away from|does/do not leave|"
        "doesnt/dont leave|hasnt/havent left|has/have not left|isnt/arent leaving|is/are not leaving|"
        "lying around|standing around|sitting around|lie/lies around|wont leave|will not leave|"
        "not leaving|never leaves|refuses to leave|"
        "queuing|queueing|"
        "nobody picks/takes/collects/fetches/claims/moves it up?|"
        "no one picks/takes/collects/fetches/claims/moves it up?|nobody picks it up|not picked up|"
        "isnt picked up|isnt collected|not collected|has not been collected|hasnt been collected|"
        "hasnt been picked up|not been picked up|isnt moving|is not moving|not moving|doesnt move|"
        "does not move|motionless|stationary|standing still|stands still|hanging/hang/hangs round|"
        "hung round|in line|stood still|stopped|still here|on the spot|hang/hangs on|"
        "kicking about|kicks about|milling about|loaf/loafs about|standing about|stand/stands about|"
        "sit/sits about|sitting about|stays put|staying put|stay put|stay/stays/staying over|holed up|"
        "parked up|parks up|pull/pulls/pulling over|sit/sits/sitting there|stand/stands/standing there|"
        "been there|been sitting|been standing|been parked|been waiting|left parked|nosing about|"
        "nosing around|prowl/prowls/prowling|lag/lags behind|obstruct/obstructs/obstructing|"
        "clog/clogs/clogging|take/takes/taking up|double parked|squat/squats/squatting|browsing for|"
        "has been in|have been in|has been on|has been at|have been at|have been on|been in|been on|"
        "been at||"
        "left with|"
        "hogging|hogs|hog|camping|camps|planted|loafing|loafs|"
        "overstay/overstays|overstaying|queueing|queuing|queue up|queues|lined up|lining up|line up|stuck|"
        "sticks|loiter/loiters/loitering/loitered"
        "|linger/lingers/lingering/lingered|hang/hangs/hanging/hung around/about/out|stay/stays/staying/stayed"
        "|wait/waits/waiting/waited|remain/remains/remaining/remained|stand/stands/standing/stood"
        "|stand/stands/standing/stood around/about/still|park/parks/parking/parked|spend/spends/spending/spent"
        "|dwell/dwells/dwelling|lurk/lurks/lurking|idle/idles/idling|hover/hovers/hovering"
        "|stop/stops/stopping/stopped|sit/sits/sitting|loitering|lounging around|stick/sticks/sticking around"
        "|has/have been|blocks/block/blocking/blocked|occupy/occupies/occupying|mill/mills/milling around"
        "|dawdle/dawdles/dawdling|lie/lies/lying|rests|rest|is/are left standing"
        "|wander/wanders/wandering around/about|walk/walks/walking around/about|pace/paces|still there|is still"
        "|are still|keeps"
    ),
    "v:alone": (
        "without anyone|without anybody|that nobody is looking after|that no one is looking after|"
        "nobody attends to|no one attends to|and nobody s there|and nobody is there|and no one is there|"
        "with nobody next to it|with no one next to it|with nobody beside it|with no one beside it|"
        "with nobody by its side|with no one by its side|"
        "has not moved|not moved|not been moved|hasnt moved|hasnt been moved|unmoved|untouched|"
        "not touched|nobody has touched|no one has touched|nobody touches|no one touches|"
        "nobody has come back for it|no one has come back for it|nobody comes back for it|"
        "no one comes back for it|no one has come for it|"
        "nobody's come back for it|nobody returns for it|no one returns for it|nobody next to it|"
        "no one next to it|"
        "nobody beside it|no one beside it|just stands|just stands around|just stood|unaccounted for|"
        "without anyone around/near/nearby/close|without anybody around/near/nearby/close|"
        "nobody has been near|no one has been near|nobody's there|that nobody has been with|"
        "goes unattended|sits unattended|stands unattended|standing unattended|sitting unattended|"
        "lying unattended|left on its own|all alone|sits alone|stands alone|standing alone|sitting alone|"
        "left sitting|gets left|get left|gets left behind|been left|has been left|have been left|is left|"
        "are left|was left|was left behind|with nobody attending to it|with nobody near|with no one near|"
        "and nobody's near|and nobody is around|and no one is around|nobody is around|no one is around|"
        "nobody's around|left by itself|all on its own|lies alone|lying alone|just sitting|just sits|"
        "just sitting there|just lies there|just stands there|nobody has touched|nobody claims it|"
        "nobody's claimed|no one claims it|unclaimed|uncollected|dump/dumps/dumping|ditch/ditches/ditched|"
        "leave/leaves/left/leaving it there|leave/leaves/left behind|without anyone near|"
        "without anybody near|without anyone around|without a person near|without people near|"
        "lost property|stray|forgot|forgets|forget|lonely|solitary|isnt attended|is not attended|"
        "not attended|"
        "nobody's been with|nobody has been with|no one has been with|no one's been with|"
        "alone|unattended|abandoned|left behind|left alone|left unattended|left lying|left standing|left there"
        "|forgotten|without supervision|unsupervised|nobody with it|no one with it|without anybody with it"
        "|without anyone with it|unaccompanied|unwatched|with nobody around/near/nearby/close"
        "|with no one around/near/nearby/close|nobody near it|no one near it|nobody around it|no one around it"
        "|all by itself|by itself|on its own|dumped|orphaned|ownerless|nobody nearby|nobody is with it"
        "|no one is with it|with nobody near it|nobody is near it|without anybody near it|without anyone near it"
        "|and nobody is near|and nobody is with it|lying around|standing around|lie/lies around|sitting around"
        "|with no one attending|with nobody attending|nobody attending it|with nobody by it|"
        "nobody looking after it"
        "|no one looking after it|nobody looks after it|no one looks after it|nobody attends to it|unguarded"
        "|nobody's with it"
    ),
    "v:owner": (
        "doesnt/does not come back|doesnt return|does not return|hasnt come back|has not come back|"
        "hasnt returned|has not returned|isnt back|is not back|owner not back|not back|"
        "owner hasnt come back|owner has not come back|owner does/did not come back|"
        "owner doesnt come back|owner hasnt returned|owner does not return|owner has been away|"
        "whose owner has been away|owner away from|left by owner|left by the owner|"
        "left by its owner|left behind by its owner|and the owner leaves|and its owner leaves|"
        "owner leaves|owner goes|and the owner goes away|and the owner goes|abandoned by its owner|"
        "without the owner|the owner has gone away|its owner has gone away|with the owner gone|"
        "with its owner gone|"
        "with no owner|no owner in sight|no owner around|no owner near|nobody owning it|"
        "whoever owns it has gone|whoever brought it has gone off|the person who brought it left|"
        "the owner has walked off|owner has walked off/away|owner walked off/away|owner wandered off|"
        "owner has wandered off|owner has disappeared|owner disappears|owner buggered off|"
        "owner not around|owner out of sight|its owner not there|its owner nowhere|owner nowhere in sight|"
        "owner nowhere|whose owner has left/gone|whose owner is gone/away|whose owner leaves|"
        "whose owner walked off/away|whose owner walks off/away|after its owner leaves/left|"
        "once its owner leaves/left|once the owner leaves/left|when its owner leaves|"
        "when the owner leaves|after the owner leaves/left|person who left it has gone|"
        "person who left it is gone|the person who left it|"
        "without its owner|w o owner|w o its owner|w o an owner|without owner|without an owner|"
        "without their owner/owners|without his owner|its owner is gone|owner has left/gone"
        "|the owner is gone/away|owner walks away|owner leaves|owner goes away|owner walks off|its owner leaves"
        "|owner is gone|owner gone|no owner|owner away|owner left|its owner has left/gone|"
        "its owner walks away/off"
        "|its owner goes away|its owner is away|whoever left/brought it has left/gone"
        "|the person who left/brought it has left/gone|whoever left/brought it is gone"
        "|the person who left/brought it is gone|person who left it walks away|"
        "the one who left/brought it is gone"
        "|away from its owner|separated from its owner|owner is away|owner is not there|owner is not around"
        "|owner not with it|owner isnt with it|owner is not with it|owner not there|owner isnt there|owner absent"
        "|owner is absent|its owner gone|who left it walks away|who brought it walks away|who brought it is gone"
        "|who brought it has left|who brought it leaves|who left it is gone|who left it has gone"
        "|person who put it there is gone"
    ),
    "m:byanyone": "no matter who is near|by anyone|by anybody|whoever is near",
    "v:remove": (
        "loses|lose|"
        "is taken|are taken|gets taken|get taken|gets removed|is removed|are removed|been taken|"
        "has been taken|have been taken|was taken|lift/lifts/lifting|lifted|leaves the shelf|"
        "leaves its place|help/helps themselves to|goes off the|taken from|pull/pulls/pulling off|"
        "pull/pulls out of|nick/nicks/nicked|swiped|pinched|walk/walks/walking off with|run/runs off with|"
        "make/makes off with|make away with|goes walkies|is no longer there|is not there any more|"
        "isnt there any more|is gone from|has gone from|gone from|disappears from|vanishes from|"
        "picked off|picks something off|"
        "loses|swipe/swipes|pinch/pinches|"
        "take/takes/taking/took|taken|taken away/off/from|remove/removes/removing/removed|removal of"
        "|take/takes/taking away/off|disappear/disappears/disappearing/disappeared|go/goes/going/gone missing"
        "|is/are gone|gone|vanish/vanishes/vanishing/vanished|pick/picks/picking/picked up"
        "|carry/carries/carrying/carried off/away|pulled off|lift/lifts/lifting/lifted off"
        "|grab/grabs/grabbing/grabbed|missing|walks/walk off with|take/takes/taking from|taken out of|take out of"
        "|snatched|snatches|pick/picks"
    ),
    "v:deliver": (
        "gets dropped off|is dropped off|are dropped off|been dropped off|has been dropped off|"
        "is delivered|are delivered|gets delivered|been delivered|has been delivered|have been delivered|"
        "was delivered|left by a courier|is brought|are brought|gets brought|set/sets down|puts down|"
        "arrives by courier|drop/drops|dropping off|dropped|hands over|handed over|lays|lay/lays down|"
        "leaves and goes|"
        "deliver/delivers/delivering/delivered|drop/drops/dropping/dropped off|bring/brings/bringing/brought"
        "|put/puts/putting down|put/puts|deposit/deposits/depositing/deposited|place/places/placing/placed"
        "|set/sets/setting down|drop/drops/dropped|delivery of|hand/hands in|drops off"
    ),
    "v:absent": (
        "empty|"
        "there hasnt been anybody/anyone|hasnt been anybody/anyone|there havent been any people|"
        "havent been any|vacated|is vacated|nobody mans|no one mans|nobody is manning|no one is manning|"
        "nobody working|no one working|nobody is working|no one is working|nobody works|no one works|"
        "nobody to be seen|no one to be seen|"
        "nobody can be seen|no one can be seen|nobody is seen|no one is seen|"
        "no sign of anyone/anybody/life/people/staff|"
        "not a sign of anyone/life|absence|absence of staff/people/personnel|no presence|lacks a cashier|"
        "lacks anyone|nobody shows up|no one shows up|nobody comes|no one comes|nobody turns up|no one turns up|"
        "nobody is serving|no one is serving|nobody appears|no one appears|has left the|have left the|"
        "zero people|0 people|"
        "zero persons|0 persons|no people|no persons|no staff member/members|no employee/employees|"
        "no worker/workers|no human|no human being|no operator|no attendant|no guard|no personnel|"
        "no workers|nobody has been|no one has been|gone from|been gone from|has/have/is/are gone from|"
        "isnt occupied|not being staffed|no longer staffed|no longer manned|nobody left|no staff present|"
        "must/should not be left/be unstaffed/unmanned/empty/unattended|"
        "must/should not be left unstaffed/unmanned/empty/unattended|"
        "must/should never be left? unstaffed/unmanned/empty/unattended|"
        "mustnt/shouldnt be left? unstaffed/unmanned/empty/unattended|"
        "may not be left? unstaffed/unmanned/empty/unattended|"
        "is not to be left unstaffed/unmanned/empty/unattended|"
        "must/should always be staffed/manned/occupied|has to be staffed/manned/occupied|"
        "must/should be staffed/manned/occupied|needs to be staffed/manned|needs somebody|needs someone|"
        "away from|is/are/been away|absent from|absent|missing from|not present|is not there|isnt there|"
        "is not at|isnt at|nobody's at|no one's at|nobody's in|no one's in|nobody's there|nobody s at|"
        "nobody's on|nobody's behind|has nobody|have nobody|has no one|has no staff|has no one at|"
        "has had nobody|has had no one|had nobody|goes/left/is/sits unstaffed|goes/left/is/sits unmanned|"
        "goes/sits/is empty|sits empty|stands empty|stand empty|left empty|gone quiet|theres no|"
        "not a single soul|without anyone at|nobody manning|no one manning|nobody minding|no one minding|"
        "nobody serves|nobody to serve|nobody turns up|lies empty|cleared out|clears out|nobody left|"
        "no one left|there is not anybody|there isnt anybody|there isnt anyone|isnt anyone|isnt anybody|"
        "not anybody|not anyone|unpopulated|abandoned by everyone|cashier missing|receptionist missing|"
        "cashier gone|nobody about|no one about|without any staff|with no staff|with nobody|with no one|"
        "with nobody at|with no one at|with nobody in|with no one in|with nobody behind|"
        "with no one behind|"
        "empty|unstaffed|unmanned|deserted|vacant|unoccupied|unattended by staff|without staff|no staff|"
        "not staffed"
        "|not manned|abandoned by staff|nobody is at|no one is at|nobody at|no one at|nobody in|no one in"
        "|nobody is in|no one is in|nobody on|no one on|nobody around|nobody there|no one there|nobody is there"
        "|no one is there|without anybody|without anyone|without a soul|not a soul|nobody present|no one present"
        "|not a single person|without people|unpeopled|nobody stands|nobody sits|no one stands|nobody working at"
        "|nobody works at|not occupied|isnt staffed|isnt manned|lacks staff|there is nobody|there is no one"
        "|theres nobody|theres no one|without personnel|no personnel|is left empty|nobody is near|no person|"
        "no people"
        "|nobody is on|nobody has been|no one has been|nobody's been|left unstaffed|left unmanned|nobody serving"
        "|no one serving|nobody behind|no one behind|without a cashier|no cashier|no receptionist"
        "|without a receptionist|nobody is behind|no one is behind"
    ),
    "m:nobody": "nobody|no one|noone|none",
    "v:speed": (
        "speeding|speed/speeds|too fast|races|race|racing|drive/drives/driving too fast|fast|going too fast"
        "|exceed/exceeds/exceeding/exceeded|speed limit|faster|rushing|quicker|above the limit|over the limit"
        "|over the speed limit|faster than|hurtling|speedster"
    ),
    "v:run": "run/runs/running|ran|runner/runners|sprint/sprints/sprinting|jog/jogs/jogging|dash/dashes/dashing",
    "v:wrong": (
        "wrong way|wrong direction|in the wrong direction|the wrong way|against the direction|against the one way"
        "|against the flow|against traffic|against the traffic|reverse direction|opposite direction|one way"
        "|against the arrow|against one way|wrong side|not the way it is meant|backwards|one way only|wrong|"
        "is wrong"
    ),
    "v:tailgate": (
        "hot on the heels of|on somebody's heels|slip/slips in after|nip/nips in behind|"
        "go/goes/going in behind|come/comes in behind|hard behind|straight behind|right on the tail of|"
        "in the wake of|back to back|in one go|directly behind another|slip/slips through behind|"
        "double entry|double entries|two at once|two at a time|"
        "tailgate/tailgates/tailgating|tailgater/tailgaters|piggyback/piggybacks/piggybacking|piggy backing"
        "|slip/slips/slipping in/through behind|follow/follows/following|followed|right behind|directly behind"
        "|close behind|on the heels of|straight after|sneak/sneaks/sneaking in behind|one right after the other"
        "|one after the other|one after another|right after another|right after|directly after|"
        "in quick succession"
        "|in close succession|close together|shortly after|after one another|behind another|slip in behind|"
        "tailgated"
    ),
    "v:crowd": (
        "long queue|queue is too long|line is too long|too long a queue|queue is long|queue gets long|"
        "queue gets too long|queue is getting long|queue is getting too long|queue becomes too long|"
        "queue grows too long|queue too long|very long queue|queue is very long|gets too long|"
        "gather/gathers/gathered|assemble/assembles/assembling|congregate/congregates|bunch up|bunches up|"
        "huddle/huddles|"
        "grow/grows/growing|swells to|swell/swells|builds up|build up|backs up|back up|"
        "piles up|pile up|there is a crowd|exceed/exceeds/exceeding|"
        "crowd/crowds|crowded|overcrowded|crowding|too many|too much|packed|overcrowding|full|busy|too full"
        "|too crowded|a lot of|lots of|congested|many|several|long queue|queue is too long|too long a queue"
        "|line is too long|gets too long|big group|large group|group of people|gathering|groups|a couple of|"
        "couple of"
        "|a few|few"
    ),
    "cm:over": (
        "gets longer than|grows longer than|gets bigger than|becomes longer than|is longer than|"
        "are more than|is more than|is above|is over|are above|are over|rises above|goes above|"
        "climbs above|grows to more than|grows above|grows over|swells to more than|needs longer than|"
        "needs more than|takes longer than|takes more than|takes over|"
        "better than|doing more than|doing over|going over|going more than|going above|north of|"
        "surpassing|ignore anything below/under|discard anything below/under|nothing below/under|"
        "longer then|any more than|in excess|past|any longer than|anything over|anything above|"
        "larger then|beyond|grows beyond|goes past|gets past|bigger then|higher then|faster then|"
        "more than|over|above|greater than|in excess of|exceeding|exceeds|exceed|longer than|beyond|upwards of"
        "|larger than|bigger than|higher than|more then|surpass/surpasses|goes over|go over|quicker than|"
        "faster than"
    ),
    "cm:least": (
        "hits|reaches|gets to|grows to|rises to|climbs to|swells to|"
        "not under|as many as|at a minimum|or greater|or higher|or better|or upwards|and up|and upwards|"
        "or so and more|no shorter than|a good|"
        "at least|or more|no fewer than|no less than|not fewer than|not less than|minimum|minimum of|"
        "a minimum of|min"
        "|from|or longer|and more|or above|and above|or over|upward|plus|reaches|at the least"
    ),
    "cm:under": (
        "not as many as|less the|lower then|drop below|fall below|dips below|dip below|goes below|"
        "is below|isnt even|not quite|short of|"
        "fewer than|less than|under|below|fewer|less|smaller than|lower than|drops below|falls below|shorter than"
        "|fewer then|less then|not even"
    ),
    "cm:most": (
        "no longer than|at maximum|tops|at the very most|or lower|or smaller|maximal|not exceed|"
        "never exceed|must not exceed|should not exceed|no bigger than|max of|"
        "at most|or fewer|or less|no more than|not more than|maximum|maximum of|a maximum of|up to|max|"
        "at the most"
        "|or below|not over|no greater than|or under"
    ),
    "cm:allowed": (
        "the limit is|our limit is|is our limit|is the limit|is the max|is the maximum|at most allowed|"
        "is tolerable|is enough|can be|we allow|we permit|is all right|are all right|can stay|"
        "can be there|are permitted|is permitted|"
        "is okay|is ok|are okay|are ok|"
        "allowed|permitted|may be|limit is|limit of|capacity of|capacity is|limit|capacity|max occupancy|"
        "tolerated"
        "|acceptable|may stay|is fine|are fine|allows|allow"
    ),
    "cm:must": (
        "must be|should be|need|needs|required|have to be|has to be|there must|there should|must always be"
        "|is required|are required|we need|ought to be|should always be"
    ),
    "cm:exact": "exactly|precisely|just|only",
    "u:1": ("second's|secs./sec.|seconds'|second/seconds|sec/secs|s"),
    "u:60": ("min./mins./minuts|minits|mnt/mnts|minuets|minute/minutes|min/mins|m"),
    "u:3600": ("hrs./hr.|hour's|houres|hour/hours|hr/hrs|h"),
    "u:86400": "day/days",
    "u:604800": "week/weeks",
    "dur:1800": (
        "30 mins|half an hr|half hr|thirty minutes|half of an hour|a half-hour|"
        "half an hour|half hour|half a hour|a half hour|half-hour"
    ),
    "dur:30": "half a minute|half minute|a half minute",
    "dur:900": "quarter of an hour|a quarter of an hour|quarter hour|a quarter hour|a quarter of hour",
    "dur:2700": "three quarters of an hour",
    "dur:5400": "an hour and a half|hour and a half|one and a half hours|one hour and a half",
    "dur:90": "a minute and a half|one and a half minutes|minute and a half|one minute and a half",
    "dur:3600": ("one full hour|one whole hour|a solid hour|a full hr|an hour|a full hour|a whole hour|the hour"),
    "dur:60": (
        "one whole minute|one full minute|one min|a min|a solid minute|the minute|a minute|a full minute|a whole minute"
    ),
    "dur:1": "a second",
    "dur:vague": (
        "ages and ages|for a long while|a fair while|a good bit|a little bit|a bit too long|"
        "longer than it should|longer than they should|longer than needed|longer than allowed|"
        "longer than permitted|too much time|considerable time|any length of time|a couple minutes|"
        "a couple of mins|couple of mins|a few mins|several mins|some mins|a few secs|for hours on end|"
        "overly long|unreasonably long|unduly long|long time|longish|a long period|forever|an eternity|"
        "for some time|quite some time|a minute or two|a minute or so|two or three minutes|"
        "five or ten minutes|"
        "a while|too long|some time|a long time|for long|a few minutes|several minutes|a couple of minutes"
        "|a few seconds|long time|for ages|ages|a bit|a moment|a little while|for a bit|longer|quite a while"
        "|few minutes|extended period|an extended period|a prolonged period|prolonged time|a few hours|"
        "some minutes"
        "|sometime|so long|very long|unusually long|couple of minutes|longer than usual|longer than normal"
        "|longer than necessary|some seconds|several seconds|a certain time|a good while|a short while|for hours"
        "|briefly|long|excessively|a couple of hours|several hours|longer period|prolonged|far too long|"
        "way too long"
        "|an unusually long time"
    ),
    "m:instant": (
        "the second|the very moment|straight off|there and then|without any delay|no delay|as soon|"
        "right when|at any time at all|asap|pronto|instantaneously|"
        "as soon as|immediately|at once|instantly|right away|straight away|the moment|the instant|promptly"
        "|without delay|directly when|even briefly|even for a moment|even for a second"
    ),
    "n:half": "half|a half",
    "d:mon": "monday/mondays|mon",
    "d:tue": "tuesday/tuesdays|tue|tues",
    "d:wed": "wednesday/wednesdays|wed",
    "d:thu": "thursday/thursdays|thu|thur|thurs",
    "d:fri": "friday/fridays|fri",
    "d:sat": "saturday/saturdays|sat|sats",
    "d:sun": "sunday/sundays|sun",
    "d:mon,tue,wed,thu,fri": (
        "wkdays|wkday|weekdays only|mon thru fri|monday thru friday|working weekdays|m f|mo fr|"
        "on working days|workweek|work week|each weekday|every weekday|any weekday|business weekdays|"
        "weekday/weekdays|working day/days|workday/workdays|work day/days|business day/days|during the week"
        "|on weekdays|week days|working week|the week"
    ),
    "d:sat,sun": (
        "all weekend long|the whole weekend long|weekend long|"
        "wkends|wkend|wkd|weekends only|each weekend|every weekend|any weekend|saturday and sunday|"
        "saturdays and sundays|saturday or sunday|"
        "sat sun|sat and sun|sat or sun|weekend/weekends|week end/ends|the weekend/weekends"
    ),
    "d:mon,tue,wed,thu,fri,sat,sun": (
        "all day long|all week long|"
        "24 hours|every single day|day in day out|any hour|whatever the time|at whatever time|"
        "no matter when|all hours|at all hours|any time of day or night|morning noon and night|"
        "every day of the week|all days|on all days|any day of the week|whenever it happens|"
        "any time of day|any time of the day|at any time of day|"
        "every day|daily|each day|all week|seven days a week|any day|around the clock|round the clock|"
        "day and night"
        "|24 7|all day|all the time|at all times|always|at any time|any time|24 hours a day|day or night"
        "|by day or night"
    ),
    "h:night": (
        "at nights|during nights|night-time|at nighttimes|in the night time|overnights|nightly|"
        "in the dark|in the middle of the night|throughout the night|through the nights|during the nights|"
        ""
        "night|at night|overnight|nights|nighttime|night time|by night|at nighttime|during the night|in the night"
        "|through the night|every night|night hours|tonight|each night|after dark"
    ),
    "h:office": (
        "during opening/office/business/working/shop/store hours/times|"
        "in opening/office/business/working hours|within opening/office/business/working hours|"
        "opening hrs|office hrs|business hrs|working hrs|shop hours|store hours|trading hours|"
        "while we re open|when we re open|"
        "office hours|business hours|working hours|work hours|opening hours|office time|business time|"
        "working time"
        "|regular hours|hours of business|normal hours|while we are open|when we are open"
        "|while/when the shop/store/office/plant/reception is open|while/when the store/shop/office is staffed"
        "|while/when we're open|when open|while open|during opening|opening times"
    ),
    "h:closed": (
        "outside shop/store/trading hours|outside of shop/store/trading hours|outside opening hrs|"
        "outside office hrs|out of office hours|when nobody is working|once we have closed|"
        "once we are closed|while we are closed|when we are shut|when were closed|while were closed|"
        "while the store is closed|when the place is closed|after we close|after we have closed|after hrs|"
        "outside office/business/working/opening hours|outside of office/business/working/opening hours|"
        "out of hours"
        "|after hours|outside hours|off hours|when we are closed|when closed|outside work hours"
        "|outside the office/business/opening hours|after closing|after closing time|non business hours"
        "|except office/business/working/opening hours|except during/in office/business/working/opening hours"
        "|not during office/business/working/opening hours|but not during office/business/working/opening hours"
        "|other than office/business/working/opening hours|except for office/business/working/opening hours"
        "|any time but office/business/working/opening hours|while closed|when the shop is closed"
        "|after business hours|after office hours|after work|after working hours"
        "|while/when the shop/store/office/plant is closed|while/when we're closed|outside opening times"
        "|when nobody works"
    ),
    "h:vague": (
        "morning/mornings|in the morning|evening/evenings|in the evening|afternoon/afternoons|in the afternoon"
        "|lunchtime|lunch|lunch time|lunch break|at lunch|at noon break|dawn|dusk|daytime|during the day|by day"
        "|peak hours|rush hour|shift|night shift|day shift|early shift|late shift|daylight|during daylight|break"
        "|breaks|at dusk|at dawn"
    ),
    "h:holiday": (
        "school holidays|"
        "public holiday/holidays|holiday/holidays|bank holiday/holidays|christmas|easter|new year|new years eve"
        "|christmas eve|vacation|vacations"
    ),
    "t:720": "noon|midday|12 noon",
    "t:1440": "midnight",
    "ap:am": "am|a m|in the morning|oclock in the morning",
    "ap:pm": "pm|p m|in the afternoon|in the evening|at night|oclock in the evening",
    "m:halfpast": "half past",
    "m:oclock": "oclock|o clock",
    "mo:1": "january|jan",
    "mo:2": "february|feb",
    "mo:3": "march",
    "mo:4": "april|apr",
    "mo:5": "may",
    "mo:6": "june|jun",
    "mo:7": "july|jul",
    "mo:8": "august|aug",
    "mo:9": "september|sep|sept",
    "mo:10": "october|oct",
    "mo:11": "november|nov",
    "mo:12": "december|dec",
    "us:km/h": (
        "km an hour|kilometres per hr|k an hour|kays an hour|kmph|kms an hour|kilometers an hour|"
        "kilometres/kilometers/kms/km per hour|km/hr|"
        "km/h|kmh|kph|km h|kilometres/kilometers an/per hour|kms per hour|k p h|kilometre per hour"
    ),
    "us:m/s": (
        "mps|m per second|meters/metres each second|m per sec|metres per sec|"
        "m/s|metres/meters a/per second|metre/meter per second"
    ),
    "us:mph": "mph|miles an/per hour|mile per hour|m p h",
    "us:heights": (
        "heights per second|heights a second|body heights per second|body heights a second|"
        "body lengths per second"
        "|heights s|body lengths a second|times their height per second|times its height per second"
    ),
    "ul:m": "metre/metres|meter/meters|m",
    "ul:h": (
        "body height/heights|height/heights|body length/lengths|person height/heights|persons height"
        "|times their height|body hights"
    ),
    "ul:cm": "centimetre/centimetres|centimeter/centimeters|cm",
    "ul:ft": "foot|feet|ft|yard/yards",
    "fr:picture": "of the? picture/image/frame/view/screen|of the? picture|picture",
    "m:percent": "percent|per cent|%",
    "m:score": (
        "detection|detection score|detector score|the? model/system/detector/camera/ai is|"
        "model confidence|min score|minimum score|min confidence|minimum confidence|confidence level|"
        "confidence score|sure it's|sure it is|sure that it's|sure its|certain it's|certain its|positive|"
        "likelihood|hit rate|detects with|recognition|recognition score|threshold of|score of|"
        "hits|detections|matches|confidence|score|certainty|probability|sure|certain|confident"
    ),
    "m:size": (
        "covers|covering at least|occupies|fills|takes up at least|in size|frame share|picture share|box|"
        "boxes|of the frame|of the image|"
        "covering|occupying|filling|taking up|larger|bigger|smaller|large|big|small|size|tall|taller|wide|"
        "takes up"
        "|fill/fills|cover/covers|take/takes up"
    ),
    "fx:0.5": "half",
    "fx:0.3333": "a third|one third|third",
    "fx:0.25": "a quarter|one quarter|a fourth|quarter",
    "fx:0.2": "a fifth|one fifth|fifth",
    "fx:0.1": "a tenth|one tenth|tenth",
    "fx:0.6667": "two thirds",
    "fx:0.75": "three quarters",
    "fx:0.125": "an eighth|one eighth",
    "m:except": (
        "bar|barring|with exception of|excluded|are excluded|is excluded|excluding on|exempt|leave aside|"
        "not counting|save|just not|only not|apart|except during|except when|except if|except on|"
        "except at|except in|minus|"
        "but nothing|nothing on|nothing at|"
        "ignore|skip|except|except for|apart from|other than|but not|excluding|save for|unless on|"
        "with the exception of"
        "|aside from|exclude|leaving out|leave out|ignoring|disregard|disregarding|not counting|without counting"
        "|besides|not including|excepting|exception|not on|not at|not in|but no|but"
    ),
    "m:and": "and|as well as|plus|also|along with",
    "m:or": "or|either|and or",
    "m:from": "from",
    "m:to": ("and ending at|ending at|and ends at|and ending|up until|to|till|until|through|thru|up to"),
    "m:between": ("between the hours of|in between|between"),
    "m:after": "after|past|later than|from on|starting at|as of|starting|beginning at|since",
    "m:before": "before|until|till|prior to|earlier than|up until",
    "m:on": "on|onwards|onward",
    "m:corr": (
        "i mean|i meant|no wait|wait no|sorry i mean|sorry|correction|make that|make it|or rather|scratch that"
        "|actually|rather|no make that|no sorry|better|on second thought|let us say|lets say|i mean to say|oops"
        "|strike that|hang on|no no"
    ),
    "m:trigger": (
        "sound a|sound an|raise a|raise an|"
        "must/should be reported|has/have to be reported|is/are to be reported|must/should be logged|"
        "has/have to be logged|is/are to be logged|must/should be flagged|is/are to be flagged|"
        "needs to be reported/flagged/logged|i need to see|need to see|we need to see|i need to hear|"
        "sound the alarm|sound alarm|beep me|give me a beep|push alert|push message|push notification|"
        "send a push|push to my phone|i must know|we must know|i should know|we should know|i have to know|"
        "we have to know|it would be good to know|it'd be good to know|good to know|worth knowing|"
        "wouldnt mind knowing|could do with knowing|get a message|get an email|get an alert|get a mail|"
        "get a ping|get a note|get a text|get a heads up|gets a message|gets an alert|be told|be informed|"
        "be warned|be pinged|to know|would like to know|want to know|wants to know|needs to know|"
        "need to know|gimme a shout|give us a shout|give me a ring|raise a flag|raise a red flag|a red flag|"
        "red flag|heads up|a heads up|give me a heads up|to be told|to be told about|be told about|"
        "to be informed|to be alerted|to be notified|to be warned|to be pinged|hear about it|a shout|"
        "me a shout|us a shout|want to hear|want a note|a note|get me an alert|alert should go|"
        "alarm should go|raise a|raise an|needs flagging|want flagged|put out an alert|go off|should go off|"
        "keep watch|watch over|an alert please|alarm if|draw my attention|bring it to my attention|pls alert|"
        "is worth an alarm|worth an alert|get alerted|get notified|get told|get pinged|get a ping|a ping|"
        "drop me a line|drop me a note|let us know|let me know about|want to know about|id want to know|"
        "we would like to know|wed like to know|want to see|i need to hear|need to hear about|"
        "want to be informed|wants to be informed|like to be informed|be informed|gets flagged|flagged|ring|"
        "ring me|give me a ring|buzz|buzz me|hear about|hear of|hear when|hear if|hear from you|alert|"
        "alert me|alarm|tell|tell me|notify|notify me|let me know|let us know|warn|warn me|report|"
        "raise an alarm|raise an alert|raise the alarm|ping me|ping|inform|inform me|i want to know|"
        "we want to know|i need to know|send an alert|send me an alert|give me an alert|want an alert|"
        "need an alert|i want an alert|i need an alert|an alert|an alarm|sound an alarm|trigger an alarm|"
        "trigger|alarm me|watch for|watch out for|look out for|message|call|page|text|email|detect|flag|send|"
        "raise|set off the alarm|alerts|warning|notification|notifications|i would like to know|"
        "id like to know|keep an eye on|keep an eye out for|be told|be alerted|be notified|let me hear|"
        "get an alert|get a message|monitor|catch|find|spot|create a guard|make a guard|new guard|"
        "set up a guard|add a guard|a guard|guard|rule|draft|want to be told|want to be alerted|escalation|"
        "give alarm|generate an alert|give me a shout|shout when|look for|watch|log|record|note|notice"
    ),
    "m:if": (
        "wen|wehn|whne|wheneve|"
        "if|when|whenever|once|in case|every time|each time|where|that|which|as long as|should|in the event"
        "|any time that|anytime"
    ),
    "m:me": "me|us|myself|ourselves|everyone",
    "m:while": (
        "while|at the same time|simultaneously|at the same time as|and meanwhile|meanwhile|and at the same moment"
        "|concurrently|whilst"
    ),
    "m:cooldown": (
        "only every|but only every|but not again within|not again within|dont alert again within|"
        "dont alert again for|dont alert me again for|dont alert me again within|"
        "do not alert me again for|do not alert me again within|dont repeat it for|dont repeat it within|"
        "but dont repeat it for|do not repeat it for|then pause for|pause for|then silence for|"
        "silence for|limit it to one every|limit it to one per|limit alerts to one per|"
        "limit alerts to one every|limit alarms to one per|limit to one every|a maximum of one alert per|"
        "a maximum of one alert every|a maximum of one message per|a maximum of one per|"
        "a maximum of one every|maximum one alert in|maximum of one alert per|maximum of one alert every|"
        "one every|not again in the next|no second alert within|no second alert for|no more often than|"
        "but no more than once per|but no more than once every|but no more than once an|"
        "but at most once every|but at most once per|but at most once an|but at most one alert per|"
        "but at most one alert every|but not more than once every|but not more than once per|"
        "but not more than once an|but not more often than every|but not more often than once every|"
        "but not more than one alert per|but not more than one alert every|but no more than one alert per|"
        "but no more than one alert every|not more than one every|repeat no sooner than|"
        "not sooner again than|alert again only after|alert again after at least|"
        ""
        "one alert an|one alert a|one alert in|one message every|one message per|one message an|"
        "one alarm an|one ping per|one ping every|once is enough for|then leave me alone for|"
        "then leave it for|and then shut up for|then shut up for|leave it for|then give it|snooze for|"
        "snooze|snooze it for|remind me at most every|dont nag for|dont nag me for|"
        "dont bother me again for|do not bother me again for|dont tell me again for|"
        "dont tell me again within|no more alerts for|no more than every|no further alerts for|"
        "no further alerts within|no further alarm for|rate limit of|rate limit|throttle to one per|"
        "throttle to one every|at most 1 alert every|at most 1 alert per|max 1 alert per|"
        "max 1 alert every|max 1 per|max one per|max one every|max one alert per|max one alert every|"
        "max one message per|max one message every|max one an|max once an|max once a|at most one alert an|"
        "at most one an|at most one a|at most one every|not more than one per|not more than one every|"
        "no more than one per|no more than one every|no more than one an|no more than one a|"
        "no more than one alert an|no more than one alert a|not more than one alert an|"
        "not more than one alert per|no more than 1 alert per|no more than 1 alert every|"
        "but only once every|but only once per|but only once an|and not again for|and not again within|"
        "wait time of|holdoff of|quiet period of|quiet for|stay quiet for|repeat after|repeat every|"
        "only again after|only remind me every|only tell me once every|only tell me once per|"
        "only tell me once an|tell me once every|tell me once per|one alert suffices per|"
        "at most once every|no more than once every|not more often than every|not more than once every"
        "|not more often than once every|only once every|at most every|no more often than every"
        "|no more often than once every|at most one alert every|one alert every|one alert per|at most once per"
        "|at most once an|at most once a|at most one alert per|no more than one alert per"
        "|no more than one alert every|not more than once per|not more than once an|only once per|only once an"
        "|once every|once per|once an|not more often than once per|cooldown|cooldown of|"
        "not more than one alert every"
        "|no more than once per|no more than once an|no more than once a|maximum once every|max once every"
        "|max once per|dont repeat for|do not repeat for|then be quiet for|then quiet for|then wait|"
        "with a pause of"
        "|pause|repeat at most every|not again for|not again within|then nothing for|no repeat for|no repeats for"
        "|no repeat within|once in|at most one per|at most one alarm per|at most one alarm every|"
        "not more often than"
        "|no more often than|mute for|silence for|then stay silent for|limit to one alert every|limit to one per"
        "|limit to one alert per|at most one notification every|at most one notification per|one notification per"
        "|no more than one notification per|not more than once in|at most once in|no more than once in"
    ),
    "m:escalate": (
        "mark|mark it|mark that as|treat|treat that as|treat this as|consider it|consider this|"
        "consider that|classify it as|classify as|classify this as|rate it|rate it as|rate as|"
        "set severity to|set the severity to|set priority to|set the priority to|severity is|"
        "severity to be|must be|make this|make the severity|make the priority|as a|count it as|counts as|"
        "it counts as|tag it as|tag as|label it|label it as|label as|grade it|grade it as|"
        "bump it to|bump it up to|bumped to|escalating to|escalating|escalated to|rising to|rises to|"
        "rise to|going to|upgrade that to|raised to|step it up to|take it to|up it to|change to|switch to|"
        "should become|turns critical|it becomes|goes up to|go up to|make that|raise|raise it|should be|"
        "mark as|mark it as|mark this as|flag as|flag it as|treat as|treat it as|classify as|"
        "escalate/escalates|escalate it|escalate to|raise it to|raise to|raise the severity|turn it|upgrade"
        "|upgrade to|upgrade it to|make it|then make it|becomes|become|then|step up|bump it|bump it up|"
        "bump to|turns"
        "|goes to|go to|raise severity|set it to|increase to|after that|raise this to|change it to"
    ),
    "m:another": "another|more|further|additional|later|extra|other|longer still|after that|afterwards",
    "m:within": (
        "thru in under|in less than|within less than|in under|of one another|of the other|of the first|"
        "after the first|after the first one|behind the first|between them|"
        "between the two|"
        "within|less than|inside|in under|of each other|of one another"
    ),
    "m:near": "within|nobody within|no one within|closer than|in a radius of|radius|radius of|within a radius of|around",
    "m:still": "still there|still not|if still|it is still|continues|persists|lasts",
    "dir:in": (
        "from outside to inside|from the outside to the inside|"
        "from the street|inwards direction|going inwards|coming inwards|in direction of the building|"
        "from out there|in the inward direction|in the inbound direction|on the way inside|headed in|"
        "headed inside|heading inside|entering direction|in-bound|"
        "inward/inwards|inbound|incoming|into the building|to the inside|from outside|from the outside"
        "|into the premises|in through|in by|in via|in direction|direction in|towards the inside|on the way in"
        "|inwards only|on their way in|ingoing|in is wrong|in is the wrong way|in is the wrong one"
    ),
    "dir:out": (
        "out through|from inside to outside|from the inside to the outside|"
        "out onto the street|into the street|outwards direction|going outwards|in the outward direction|"
        "in the outbound direction|on the way outside|headed out|headed outside|heading outside|"
        "leaving direction|out-bound|"
        "outward/outwards|outbound|outgoing|to the outside|from inside|from the inside|out through|out by|out via"
        "|out direction|direction out|towards the outside|on the way out|outwards only|on their way out"
        "|out into the street|to the street|out of the building|out of the premises|out is wrong|"
        "out is the wrong way"
        "|out is the wrong one"
    ),
    "dir:any": (
        ""
        ""
        "go/goes/going/come/comes/coming/walk/walks/walking/pass/passes/passing/move/moves/drive/drives/driving/get/gets in or/and out|"
        ""
        "no matter which way|whichever way|whatever direction|in whatever direction|"
        "in whichever direction|regardless of the direction|irrespective of direction|"
        "either direction|in either direction|both directions|in both directions|any direction|either way|"
        "both ways"
        "|in any direction|in or out|in and out|no matter which direction|whichever direction|"
        "regardless of direction"
    ),
    "sev:low": (
        "nothing urgent|not that urgent|no rush|no hurry|record only|note only|log entry only|"
        "only a log entry|just a log entry|a log entry is enough|no alarm just a log entry|"
        "just make a note|make a note of it|just for the log|just for our records|for our records|"
        "for our log|for the records|just jot it down|low key|no biggie|no big deal|"
        "just so we have it on record|just as a note|low importance|file it|only worth a note|just record|"
        "not a big deal|only low|low level|lowest priority|just keep a record|keep a record|low sev|"
        "low alert|low alarm|low-level|informational|info only|just info|for information only|"
        "for info only|fyi only|"
        "note it|just note|only note|"
        "just log it|log it|just log|log only|for the record|low|low severity|low priority|only log|only log it"
        "|not important|not urgent|minor|unimportant|low prio|just record it|just for the record|"
        "only for the record"
        "|just note it|merely log it|logging only|just to log|for the log|for the logs"
    ),
    "sev:medium": (
        "medium alarm|medium alert|medium level|medium importance|normal alarm|normal alert|"
        "normal importance|normal level|regular priority|ordinary priority|middling|mid priority|"
        "medium prio|normal prio|medium sev|as medium|as normal|"
        "medium|medium severity|medium priority|normal|normal priority|normal severity|standard priority|moderate"
    ),
    "sev:high": (
        "high alarm|high alert|high level|high importance|high sev|make it urgent|thats urgent|"
        "thats important|really important|rather urgent|pretty urgent|quite urgent|quite important|"
        "this is important|this matters|its serious|with high urgency|high urgency|higher priority|"
        "elevated|asap please|urgent please|"
        "urgent|urgently|important|high|high severity|high priority|this is urgent|very important|serious|severe"
        "|its urgent|as high|as urgent|high prio|it is important|its important|it is urgent"
    ),
    "sev:critical": (
        "critical alarm|critical alert|critical level|critical prio|critical sev|red alert|as critical|"
        "life threatening|life or death|utmost importance|highest importance|highest level|"
        "drop everything|top severity|most urgent|super urgent|super critical|extremely important|"
        "extremely critical|highest alarm|max severity|its an emergency|this is an emergency|"
        "thats an emergency|treat as emergency|max priority|maximum priority|maximum urgency|"
        "critical|emergency|top priority|highest priority|critical severity|critical priority|an emergency"
        "|maximum severity|treat it as an emergency|highest severity|utmost priority|top prio|extremely urgent"
        "|life and death"
    ),
    "m:det": (
        "teh|"
        "out of|away from|up to|the|a|an|this|that|our|my|your|at|in|on|of|to|into|near|by|through|from|via|"
        "past|onto"
        "|off|each|every|any|its|around|inside|behind|within|using|whole|entire|over|across"
    ),
    "m:prep": (
        "at|in|on|near|by|into|through|inside|onto|behind|around|under|outside|beside|next to|in front of|"
        "close to"
        "|across from|opposite|toward/towards|over|from|via"
    ),
    "m:article": ("teh|the|a|an|our|my|your|this|that|its"),
    "m:camera": "camera|cam|cameras|feed",
    "m:notplace": "drive|lot|works|store|check out|line|entry|belt|register|stalls|lounge",
    "m:weak": "but|not",
    "m:anaphora": "it|they|there|them|then|still",
    "m:denied": (
        "nobody/noone is to|no one/noone is to|nobody ever has|no one ever has|nobody's to|no one's to|"
        "off limits for|off limits to|no business in|have no business in|has no business in|"
        "has no business being|keep out|keep out of|"
        "keep everybody/everyone/people/persons/visitors/customers/staff/anybody/anyone out|out of bounds|"
        "no trespassing|no stopping|no waiting|no standing|no one is meant to|"
        "nobody is meant to|nobody's meant to|nobody's supposed to|no one's supposed to|nobody's allowed|"
        "no one's allowed|not meant to|arent meant to|isnt meant to|arent supposed to|isnt supposed to|"
        "nobody has anything to do|no one has anything to do|never allowed|must never|should never|"
        "may never|must not be|should not be|must stay out|have to stay out|has to stay out|stay out of|"
        "stays out of|we dont allow|we do not allow|has nothing to do|"
        "have nothing to do|nobody ought to|no one ought to|"
        "dont want|do not want|we dont want|i dont want|we do not want|no parking|no loitering|no access to?|"
        "not allowed|forbidden|prohibited|banned|not permitted|off limits|no entry to/into?|must not|mustnt|"
        "may not"
        "|not supposed to|is not allowed|are not allowed|is forbidden|are forbidden|has no business|"
        "have no business"
        "|not welcome|should not|shouldnt|is not permitted|are not permitted|isnt allowed|arent allowed"
        "|nobody is allowed|no one is allowed|nobody may|no one may|nobody should|no one should|nobody must"
        "|no one must|nobody is supposed to|no one is supposed to|nobody can|no one can|nobody has any business"
        "|no one has any business"
    ),
    "m:no": "no|not",
    "m:about": "about|of|as|via|by|with|at once|immediately|for|whenever|on|because|at|so that|in case",
    "m:also": "also|both|then|please|immediately|only|just",
    "m:half": "and a half",
    "m:not": (
        "not|no|never|dont|do not|does not|doesnt|isnt|arent|without|wont|cannot|cant|nor|didnt|hasnt|havent|wasnt|aint"
    ),
    "m:may": (
        "meant to|is meant to|are meant to|is supposed to|are supposed to|ought to|permitted|"
        "is permitted to|are permitted to|is allowed to|are allowed to|"
        "may|allowed to|permitted to|supposed to|should|must|is allowed|are allowed|can|must not|should not|"
        "may not"
        "|shall|shouldnt|mustnt|not allowed|not permitted|forbidden|prohibited|is forbidden|banned|off limits"
        "|has no business|have no business|is not welcome|are not welcome|not welcome|not supposed to"
    ),
    "m:only": "only|exclusively",
    "m:zone": "zone|area|camera|line|region|field|place",
    "m:notify": (
        "alert/alarm/message/it/this/that/event/notification goes/go to|"
        "alert/alarm/message/it/this/that should go to|alert/alarm/message/it/this/that is for|"
        "alert/alarm/message for|with a note/message/mail to|with notification to|message for|note to|"
        "report that/this to|forward it/this/that to|hand it/this over to|hand over to|"
        "to the attention of|for the attention of|attn|attention|wake|wake up|raise an alert with|"
        "it should reach|this should reach|that should reach|word to|escalate this to|copy to|phone the|"
        "telephone|let them know at|tell them at|tell the people at|tell the guys at|tell the folks at|"
        "push to|push it to|send a push to|push a message to|"
        "alert the|inform the|drop a message to|drop a line to|flag it to|"
        "flag to|route it to|route to|hand it to|pass it to|pass it on to|pass on to|pass it on|"
        "report it straight to|goes straight to|it should go to|go to|"
        "alarm goes to|alert goes to|message goes to|alert should go to|message should go to|send this to|"
        "send that to|send word to|send a mail to|send an email to|send a text to|send a ping to|"
        "ping the|page the|call the|ring the|loop in|raise it with|"
        "raise an alarm with|escalate it to|copy in|receiver|receivers|recipient|recipients|notifying|"
        "alerting|informing|telling|to be sent to|to be reported to|reported to|addressed to|notify to|"
        "alarm to|alert to|"
        "ring|buzz|msg|dm|slack|whatsapp|sms to|mail to|email to|message to|alert to|alarm to|"
        "notification to|fyi|cc|"
        "notify|alert|tell|inform|warn|page|message|call|ping|text|send it to|send to|send the alert to"
        "|send an alert to|report to|report it to|report this to|send a message to|let|email|e mail|mail|sms|"
        "contact"
        "|copy|escalate to|forward to|tell the|send it also to|sent to"
    ),
    "m:know": (
        "have|keep|get|send|give|make sure|make sure that|ensure|ensure that|see to it that|a message|"
        "an alert|a mail|an email|a line|a call|a shout|a text|posted|informed|notified|alerted|on it|"
        "knows|knows about it|in the loop|via sms|by sms|by mail|by email|by text|by phone|via email|"
        "via mail|via text|over the radio|on the radio|about it|of it|about that|about this|"
        "know"
    ),
    "v:staffed": "staffed|manned|occupied|attended|present|somebody there|someone there|be somebody|be someone",
    "r:identity": (
        "face/faces|recognise/recognises/recognize/recognizes|recognise who|identify|identifies|identity|"
        "identities"
        "|who it is|facial|known person|known offender/offenders|known criminal/criminals|blacklist|blacklisted"
        "|whitelist|watchlist|watch list|banned person/people|wanted person|whose name|"
        "|former employee/employees|ex employee/employees|ex boyfriend|ex husband|ex girlfriend|ex wife|celebrity"
        "|celebrities|my boss|the boss|my neighbour|my neighbor|the ceo|our ceo|ceo|shoplifter we know|same face"
        "|biometric|biometrics|mugshot|stranger/strangers|unknown person|unknown people|"
        "regular customer/customers"
        "|vip|vips|fired employee|unauthorised/unauthorized|authorised/authorized|mister|mr|mrs|dr|my wife"
        "|my husband|suspended employee|ex colleague|sacked|dismissed employee|known face/faces|somebody we know"
        "|known to us|by name|badge holder"
    ),
    "r:protected": (
        "jewish|jew/jews|muslim/muslims|christian/christians|hindu/hindus|buddhist|catholic|religion|religious"
        "|black person|black people|white person|white people|black man|black men|asian/asians|african/africans"
        "|arab/arabs|arabic|turkish|turk/turks|german/germans|russian/russians|french people|polish|pole/poles"
        "|foreign|foreigner/foreigners|foreign looking|immigrant/immigrants|migrant/migrants|"
        "refugee/refugees|gypsy"
        "|gypsies|roma|latino/latinos|mexican/mexicans|chinese|indian/indians|ethnic|ethnicity|race of|"
        "skin colour"
        "|skin color|skin|skinned|dark skinned|nationality|origin|man|men|woman|women|male/males|female/females"
        "|boy/boys|girl/girls|lady|ladies|gentleman|gentlemen|guy/guys|gender|sex|gay|homosexual|transgender|"
        "lesbian"
        "|child|children|kid/kids|teenager/teenagers|teen/teens|minor/minors|adult/adults|old people|old person"
        "|old man|old woman|elderly|elderly person|senior/seniors|young|young people|young person|youth/youths"
        "|toddler/toddlers|baby|babies|pregnant|disabled person|disabled people|disability|headscarf|hijab|burqa"
        "|turban|kippah|veil|older people|older person|pensioner/pensioners|under 18|underage|aged|age of|"
        "years old"
        "|race|pregnant person|blind person|overweight|fat|ugly|attractive|beautiful|homeless|homeless person"
        "|homeless people|beggar/beggars|tramp|poor|rich|gang|gangs|trade union|political|politician"
    ),
    "r:feeling": (
        "angry|angrily|sad|happy|nervous|nervously|upset|afraid|scared|frightened|stressed|anxious|mood"
        "|emotion/emotions|emotional|feel|feels|feeling/feelings|smile/smiles|smiling|cry/cries|crying|bored"
        "|frustrated|furious|annoyed|unhappy|impatient|confused|excited|aggressive|aggressively|aggression"
        "|in a bad mood|dissatisfied|satisfied|in panic|panic|panics|panicking|worried|depressed|jealous|rage"
        "|laugh/laughs|laughing|friendly|unfriendly|hostile|looks lost"
    ),
    "r:intent": (
        "thief|thieves|burglar/burglars|burglary|robber/robbers|robbery|shoplifter/shoplifters|shoplifting"
        "|steal/steals/stealing|stolen|stole|theft|thefts|suspicious|suspiciously|suspect/suspects"
        "|intend/intends/intending|intent|intention/intentions|plan/plans to|planning to|about to|going to steal"
        "|want/wants to steal|criminal/criminals|terrorist/terrorists|vandal/vandals|vandalism"
        "|vandalise/vandalises/vandalizes/vandalizing|thinks|thinking about|dangerous|danger|threatening"
        "|threat/threats|threaten/threatens|spy|spies|spying|pickpocket/pickpockets|dealer/dealers|drug/drugs"
        "|drug deal/deals|dealing|honest|dishonest|lying to|cheating|cheat/cheats|"
        "behaves/behave/behaving strangely"
        "|strange behaviour|strange behavior|strangely|strange|weird|abnormal|unusual behaviour|unusual behavior"
        "|unusual|anomaly|anomalies|fight/fights|fighting|brawl|attack/attacks|attacking|assault|assaults|"
        "violence"
        "|violent|harass|harasses|harassing|stalking|stalks|casing|hijack|sabotage|terrorism|evil|bad people"
        "|troublemaker/troublemakers|up to something|up to no good|misbehave/misbehaves|lazy|slacking|not working"
        "|hiding something"
    ),
    "r:state": (
        "drunk|drunken|ill|sick|tired|asleep|sleeping|sleep|sleeps|unconscious|injured|hurt|faint/faints|fainted"
        "|fever|dead|dying|intoxicated|high on|stoned|medical emergency|heart attack|collapse/collapses|collapsed"
        "|wounded|dizzy|exhausted|fatigue|drowsy|in pain|pain|needs help|need help|in need of help|distress"
        "|in distress|disoriented|healthy"
    ),
    "r:sound": (
        "sound/sounds|noise/noises|noisy|shout/shouts|shouting|shouted|scream/screams|screaming|yell/yells|"
        "yelling"
        "|hear/hears|heard|listen/listens|voice/voices|loud|loudly|music|bark/barks|barking|gunshot/gunshots"
        "|shot/shots|bang|glass breaking|breaking glass|talk/talks|talking|saying|speak/speaks|speaking"
        "|conversation/conversations|audio|microphone|whisper|whispers|siren|alarm goes off|horn|honk/honks|"
        "honking"
        "|beep/beeps|beeping|swear/swears|swearing|quarrel|argue/argues|arguing|argument|arguments|"
        "calls for help|call for help"
        "|sing|sings|singing|explosion|cough/coughs|coughing|language spoken"
    ),
    "r:text": (
        "licence plate/plates|license plate/plates|number plate/plates|plate number/numbers|licence number"
        "|license number|registration number/numbers|registration|plates|plate|reads|letters|inscription|"
        "sign says"
        "|qr code|barcode|barcodes|text on|written on|labelled|labeled|logo|logos|brand|name tag|badge|"
        "badges|id card"
        "|number on|foreign plates|serial number"
    ),
    "r:again": (
        "same person|same man|same car|same vehicle|same people|the same|comes back|come back|coming back|"
        "came back"
        "|returns|return/returning|returned|a second time|second time|third time|twice|again|repeatedly"
        "|more than once|several times|keeps coming|keep coming|every day the same|visited before|"
        "been here before"
        "|was here before|were here before|seen before|already been|already been here|for the first time|"
        "first time"
        "|frequent visitor/visitors|times a day|three times|follow/follows them from|track from camera|"
        "across cameras"
        "|from camera to camera|on two cameras|regularly|third visit|previously|earlier today|yesterday"
    ),
    "r:pose": (
        "fall/falls|falling|fell|falls over|fallen|falls down|lie/lies/lying down|lying on the ground"
        "|lies on the ground|lying on the floor|lies on the floor|crouch/crouches|crouching|kneel/kneels|kneeling"
        "|sit/sits down|sitting down|hands up|raise/raises their hands|raises a hand|raised hands|arms|wave/waves"
        "|waving|bend/bends|bending|bent|jump/jumps|jumping|climb/climbs|climbing|climbs over|dance/dances|"
        "dancing"
        "|gesture/gestures|pointing|looks at|look at|looking at|looks around|looking around|gaze|pose"
        "|posture|slip/slips and falls|trip/trips|stumble/stumbles|smoke/smokes a cigarette|smoking|smoke/smokes"
        "|vape/vapes|vaping|eat/eats|eating|drink/drinks|drinking|on the phone|using a phone|uses a phone|texting"
        "|using their phone|uses their phone|phone call|kick/kicks|kicking|punch/punches|hit/hits|hitting|"
        "hug/hugs"
        "|kiss/kisses|kissing|turn their back|shake/shakes|limp/limps|limping|crawl/crawls|crawling|leaning"
        "|lean/leans|spit|spits|urinate/urinates|urinating|pee/pees|lifts arms|pushing|throw/throws"
        "|throwing|touch/touches|touching|grabs somebody|wrestle"
    ),
    "r:act": (
        "turn up the|turn down the|heating|air conditioning|floodlights|"
        "open the gate|close the gate|lock the door/doors|lock|unlock|open the door/doors|close the door/doors"
        "|shut the door|shut the gate|turn/switch on|turn/switch off|switch the|turn the lights"
        "|turn on the light/lights|call the police|call an ambulance|call the fire brigade|dial|play a message"
        "|play an announcement|announce|announcement|stop the conveyor|stop the belt|start the conveyor"
        "|raise the barrier|lower the barrier|open the barrier|spray|activate|zoom|zoom in|pan|"
        "take a photo/picture"
        "|take a screenshot|record a video|record video|record the video|start recording|sprinkler|sprinklers"
        "|send a drone|send the police|send security over|unlock the door|start the siren|sound the siren|siren"
        "|lights on|lights off|switch on|switch off|turn on|turn off|follow him|zoom on|"
        "|stop them|chase|arrest"
    ),
    "r:order": (
        ""
        "ignore all/every/any of? the? rule/rules/instruction/instructions/previous/prior/guard/guards/command/commands/prompts"
        "|ignore all/any/every policy/policies/restriction/restrictions/above/safety/other|ignore previous|"
        "ignore the above"
        "|ignore your|ignore instructions|ignore everything|disregard all|disregard previous|disregard your|"
        "disable|disable all|disable every|disable the"
        "|delete|delete all|erase|drop table|drop all|wipe|remove all guards|remove every guard"
        "|remove the guard/guards|turn off all|stop all guards|shut down|shutdown|reboot|restart|uninstall"
        "|show the configuration|show config|show the config|show me the config|show me the configuration"
        "|print the configuration|print your|configuration|system prompt|prompt|password/passwords|secret/secrets"
        "|api key|api keys|credentials|token/tokens|sudo|rm|execute|exec|eval|override|bypass|jailbreak|pretend"
        "|act as|you are now|you are a|your instructions|forget everything|forget all|forget your|export all|dump"
        "|environment variables|developer mode|grant|permission/permissions|update the guard|change the guard"
        "|edit the guard|deactivate|switch off all|stop the system|stop recording|kill|clear all|reset|"
        "give me access"
        "|turn yourself off|all guards|every guard|show me all guards|list all guards|upload|download|http|https"
        "|script|insert into|turn the alarms off|stop alerting|silence all|mute all|cancel all"
    ),
    "r:cannot": (
        "temperature|warm|cold|hot|weather|rain|raining|snow|snowing|wind|smell|smells|weight|weigh/weighs|"
        "heavy|fire"
        "|flame/flames|burning|burns|flood|flooding|water|leak/leaks|leaking|spill/spills|puddle|light is on"
        "|lights are on|lights|light|dark|dirty|dirt|clean|broken|damage/damaged|crack|door is open|"
        "door stays open"
        "|door open|is left open|left open|stays open|is open|open door|door is closed|window|windows|open window"
        "|forklift/forklifts|fork lift/lifts|pallet/pallets|drone/drones|weapon/weapons|gun/guns|rifle|pistol"
        "|firearm/firearms|helmet/helmets|hard hat/hats|hi vis|high vis|vest|vests|safety vest/vests|mask/masks"
        "|uniform/uniforms|hat/hats|cap|hood|hoodie|jacket/jackets|coat/coats|shirt/shirts|glasses|"
        "sunglasses|gloves"
        "|clothes|clothing|dressed|wearing|wears|wear|ppe|tie|trousers|shoes|beard|hair|haired|wheelchair|pram"
        "|stroller|pushchair|trolley|trolleys|shopping cart|shopping carts|cart|carts|scooter/scooters|"
        "ladder|ladders"
        "|rat|rats|mouse|mice|fox|foxes|rabbit|insect|insects|snake|spider|spiders|rubbish|garbage|trash|litter"
        "|price/prices|cash|money|coin|keys|key|wallet|wallets|document|documents|paper|papers|gas|steam|"
        "radiation"
        "|oil|tyre|tire|engine|headlights|accident|crash|crashes|collision|collide/collides|average|on average"
        "|statistics|how many|count the|number of people per|total|heat map|heatmap|predict|forecast|"
        "electric|diesel"
        "|expensive|cheap|brand new|speed of|model of|make of|tesla|bmw|mercedes|audi|ambulance|police car"
        "|fire engine|tractor/tractors|crane|trailer|caravan|tram|camper|ice|slippery|smoke|smoky|fog|explodes"
        "|plant pot|distance between|too close together|social distance|social distancing|opposite each other"
        "|slower than|too slow|slowly|slow|stops working|belt stops|conveyor stops|out of order|out of stock|"
        "stock"
        "|empty shelf|shelf is empty|shelves are empty|shelf empty|full shelf|bomb|explosive|explosives|ball"
    ),
    "r:colour": (
        "red|blue|green|yellow|black|white|grey|gray|orange|purple|pink|brown|silver|golden|beige|dark blue"
        "|light blue|coloured|colored|colour|color|bright|striped|turquoise|violet"
    ),
    "f:": (
        "in either of the two|either of the two|in one of the two|in either one|either one|both of them|"
        "stop spamming me|dont spam me|no spam|"
        "contains|contain|counts|holds|weve got|ive got|got|numbers|"
        "that way|this way|in total|altogether|all told|same goes for|"
        "the same goes for|the same applies to|same applies to|zone/area/camera/line named/called|"
        "in the middle of|in question|by the way|if possible|to be honest|as it were|in this case|"
        "in general|for that matter|of course|as a matter of fact|in particular|from now on|from today|"
        "as of now|as of today|starting today|effective immediately|right now|i think|i guess|you know|"
        "if you can|if you could|when you can|as discussed|as agreed|as usual|if you like|"
        "and not by the feet|not by the feet|not the feet|rather than the feet|instead of the feet|"
        "rather than by the feet|and not the feet|not by its feet|not their feet|"
        "doing|people's|going on|a|an|the|this|that|these|those|there|theres|here|it|its|he|she|they|them|their"
        "|theirs|his|her|him|hers|i|im|ive|id|we|our|ours|my|mine|you|your|yours|me|us|is|are|was|were|be|"
        "been|being"
        "|am|has|have|had|having|do|does|did|done|will|would|shall|could|can|might|please|pls|plz|thanks|thank|hi"
        "|hello|hey|dear|kind|regards|ok|okay|well|just|really|very|quite|so|too|also|then|than|as|at|in|on|"
        "of|off|by"
        "|for|with|to|into|onto|from|up|down|over|about|around|near|next|beside|behind|front|inside|towards|"
        "toward"
        "|across|along|against|per|every|each|any|all|some|both|other|others|another|such|same|own|no|yes|"
        "now|already"
        "|ever|even|still|again|always|often|if|whether|because|since|though|although|however|what|whats|who|whom"
        "|whose|which|where|how|why|want|like|need|needs|wish|wishes|hope|get|gets|getting|got|give|gives|"
        "make|makes"
        "|let|lets|see|sees|know|think|guess|believe|say|said|called|named|someones|somebodys|time|times|moment"
        "|period|duration|total|long|case|event|least|most|one|ones|way|part|during|throughout|whole|entire|"
        "complete"
        "|full|continuous|continuously|straight|consecutive|running|uninterrupted|interrupted|without|"
        "interruption"
        "|approximately|roughly|circa|ca|approx|level|severity|priority|prio|type|mode|status|it's|that's|there's"
        "|someone's|local|timezone|zone|enough|limited to|at a time|set something up|set up something|grace|"
        "grace period|tolerance|camera|cameras|thing|kindly|possible|possibly|perhaps|maybe|probably"
        "|simply|basically|currently|usually|normally|generally|new|single|individual|different|certain|"
        "particular"
        "|specific|given|following|respective|above|below|etc|eg|ie|fyi|asap|either|neither|therefore|hence|"
        "thus|due"
        "|regarding|concerning|re|between|among|amongst|through|via|out|away|back|together|alone|only|more|"
        "less|much"
        "|many|few|lot|lots|bit|little|left|right|first|last|previous|second|third|goes|going|gone|go|come|comes"
        "|coming|came|put|take|set|start|starts|started|begin|begins|end|ends|happen|happens|happening|"
        "occurs|occur"
        "|seems|seem|look|looks|sort|something's|everything|nothing|else|instead|message|messages|alert|"
        "alerts|alarm"
        "|alarms|notification|warning|signal|events|guard|rule|request|question|idea|problem|boss|security|site"
        "|building|premises|ground|grounds|property|area|space|spot|place|position|side|edge|middle|centre|center"
        "|line|region|frame|picture|image|video|footage|feed|view|screen|cam|cctv|today|tomorrow|tonight|"
        "week|month"
        "|year|daily|weekly|hour|hours|clock|shift|shifts|duty|work|works|working|job|business|company|"
        "office|team"
        "|manager|owner|owners|behaviour|reason|reasons|safety|insurance|policy|rules|regulation|regulations|sure"
        "|good|great|nice|fine|bad|correct|proper|properly|regular|normal|usual|actual|real|true|that'd|directly"
        "|exactly|somewhere|someplace|elsewhere|anymore|onwards|onward|meant|meaning|means|mean|thats|dont|doesnt"
        "|isnt|wont|cant|havent|whoever|whichever|whatever|s|t|d|ll|ve|m|which's|soon|later|earlier|yet|until"
        "|till|unless|while|whilst|upon|within|despite|except|versus|vs|wherever|whenever|constantly|permanently"
        "|permanent|constant|anybodys|anyones|actually|today's|concerned|bother|care|trouble|matter|important"
        "|attention|hand|hands|help|support|service|test|check|checks|checking|watch|watches|watching|monitor"
        "|monitors|monitoring|keep|keeps|keeping|kept|hold|holds|use|used|try|trying|able|unable|supposed|"
        "tend|tends"
        "|continue|continues|remains|become|becomes|turned|turns|turn|bring|brings|detect|detects|detected|"
        "detection"
        "|find|finds|found|show|shows|note|notes|record|records|report|reports|reported|call|calls|page|text|send"
        "|sends|sent|receive|raise|raises|raised|create|creates|add|adds|draft|write|generate|produce|issue|"
        "issues"
        "|emit|trigger|triggers|triggered|fire|fires|sound|sounds|youre|theyre|weve|youve|i e|e g|carrying|"
        "holding"
        "|pushing|pulling|group of|groups of"
    ),
    "v:move": (
        "go/goes/going/went|walk/walks/walking/walked|drive/drives/driving/drove|move/moves/moving/moved"
        "|come/comes/coming/came|get/gets/getting|travel/travels/travelling|head/heads/heading|ride/rides/riding"
    ),
    "m:through": "through|via|across",
    "m:into": "into|onto|to|toward/towards|up to",
    "m:outof": "out of|away from|off",
    "m:otherwise": (
        "if that's/thats not so|if that's/thats not the case|if that is not so|if that is not the case|"
        "if that isnt so|if that isnt the case|if they're/theyre not|if there aren't/arent that many|"
        "if it isnt so|if this is not so|if this isnt so|"
        "if it more|if its more|if it is more|"
        "any more|anything more|anything beyond|when it is more|"
        "if that is exceeded|if it goes over|if they exceed|if we exceed|"
        "more than that|beyond that|above this|if that's exceeded|if thats exceeded|"
        "else|"
        "otherwise|or else|if exceeded|exceeded|is exceeded|above that|more than that|beyond that|over that"
        "|anything above|if it gets more|if it's more|any more than that"
    ),
    "pl:elsewhere": (
        "kitchen|canteen|cafeteria|garden|corridor/corridors|hallway|staircase|stairs|stairwell|elevator|"
        "lift|roof"
        "|basement|cellar|garage|yard|courtyard|toilet/toilets|restroom|washroom|server room|meeting room"
        "|conference room|terrace|balcony|storage room|stock room|back office|playground|bus stop|street|sidewalk"
        "|pavement|first floor|second floor|third floor|upper floor|top floor|upstairs|changing room|fitting room"
        "|locker room|laboratory|lab|gym|pool|platform|emergency exit|fire exit|back door|rear door|side door"
        "|side entrance|rear entrance|workshop|loading yard|archive|vault|safe|bakery|stockroom|smoking area"
        "|boiler room|helipad|fence|perimeter"
    ),
    "n:12": "dozen|a dozen",
    "m:outside": "outside|outside of",
    "m:attribute": ("with|without|carrying|holding|pushing|pulling"),
    "m:quarterto": "quarter to",
    "m:quarterpast": "quarter past",
    "m:informed": (
        "knows|gets it|gets to know|is notified|informed|notified|alerted|posted|in the loop|"
        "is in the loop|knows about it|should hear of it|hears about it|hears of it|is told about it|"
        "is warned|warned|finds out|learns of it|learns about it|is aware|on it|"
        "to get a message|to be told|to be informed|to be alerted|to be notified|to know|gets a message|"
        "gets an alert|gets an email|gets a mail|gets the alert|get a message|get an email|"
        "should get a message|should get an alert|should get the alert|should get it|"
        "should get the message|should be alerted|should be notified|should be pinged|should be warned|"
        "should receive it|is told|is notified|is informed|are told|are informed|are notified|be told|"
        "be informed|be notified|be alerted|be warned|must hear about it|wants to know|want to know|"
        "would like to know|needs a message|receives it|receives the alert|receives a message|"
        "must be informed|must be notified|must be alerted|needs to be told|needs to be informed|"
        "need to be told|has to be informed|should find out|ought to know|ought to be told|"
        "would want to know|should hear|needs to hear about it|takes it from there|shall be informed|"
        "shall be told|will want to know|to get an email|to get an alert|to get a ping|to hear about it|"
        "gets pinged|gets notified|gets informed|gets alerted|gets warned|"
        "has to know|needs to know|need to know|should know|must know|has to be told|should be told|"
        "must be told|gets told|is to be told|should be informed|must be informed|should hear about it"
    ),
    "m:cooldownend": (
        "apart|minutes apart|between two alerts|between two messages|between two alarms|is enough|"
        "are enough|will do|suffices|is plenty|is sufficient|or so between alerts|between repeats|"
        "until the next|until the next one|before repeating|before it repeats|before another|"
        "before another one|before another alert|in between alerts|"
        "between alerts|between alarms|between messages|between notifications|of silence|of quiet|of peace|"
        "cooldown|cool down|cooldown period|cool off|at most|max|maximum|tops|pause between alerts|"
        "apart at least|before the next one|before the next alert|before the next alarm|"
        "before you alert again|before alerting again|before you tell me again|silence after that|"
        "silence afterwards|quiet after that|quiet afterwards|break between alerts"
    ),
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
    "m:coverage": (
        "of the time|of that time|of the time span|of the period|of the frames|coverage|minimum coverage|"
        "min coverage|of the time was actually seen|of the time is actually seen|of the time was seen|"
        "of the time was visible|of the time has been seen|of the time was covered|of the time was observed|"
        "of the time really seen"
    ),
    "m:center": (
        "judged by the centre/center of the? body/box/person?|by the centre/center|its centre/center|"
        "their centre/center|the centre/center of the? body/box/person|centre/center of the? body/box/person|"
        "centre/center point|box centre/center|body centre/center|by centre/center|"
        "measured at the centre/center|use the centre/center|using the centre/center|anchor centre/center|"
        "anchored at the centre/center"
    ),
    "m:toname": (
        "have|keep|get|send|give|drop|wake|wake up|hand|make sure|make sure that|ensure|ensure that|"
        "see to it that|see that|want|need|id like|would like|both"
    ),
    "m:excluded": (
        "excluded|are excluded|is excluded|excepted|are excepted|is excepted|not included|are not included|is not included|do not count|dont count|does not count|doesnt count|exempt|are exempt|is exempt|"
    ),
    "n:6": ("half a dozen|half dozen"),
}
