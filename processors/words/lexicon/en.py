"""English."""

PHRASES = {
    "o:people": (
        "person/persons|people|ppl|security guard/guards|guards|security staff|watchman|watchmen|porter/porters|manager/managers"
        "|nurse/nurses|technician/technicians|engineer/engineers|trespasser/trespassers|caller/callers|somebody|someone|anybody|anyone|everybody|everyone|visitor/visitors|guest/guests|staff"
        "|staff member/members|employee/employees|worker/workers|customer/customers|client/clients|shopper/shoppers"
        "|pedestrian/pedestrians|human/humans|human being/beings|individual/individuals|cashier/cashiers"
        "|driver/drivers|receptionist/receptionists|colleague/colleagues|passer by|passers by|folks|walker/walkers"
        "|courier/couriers|attendant/attendants|clerk/clerks|cleaner/cleaners|operator/operators"
        "|contractor/contractors|personnel|body|bodies|team member/members|heads|who|whoever|loiterer/loiterers"
        "|intruder/intruders"
    ),
    "o:vehicles": "vehicle/vehicles|any vehicle",
    "o:car": "car/cars|automobile/automobiles|taxi/taxis|cab/cabs",
    "o:truck": "delivery truck/trucks|truck/trucks|lorry/lorries|hgv/hgvs",
    "o:van": "delivery van/vans|van/vans|minivan/minivans",
    "o:bus": "bus/buses|coach/coaches",
    "o:bicycle": "bicycle/bicycles|bike/bikes|push bike/bikes",
    "o:motorcycle": "motorcycle/motorcycles|motorbike/motorbikes|motor bike/bikes",
    "o:train": "train/trains",
    "o:boat": "boat/boats",
    "o:bag": "bag/bags|baggage|luggage|piece of luggage/baggage|pieces of luggage/baggage",
    "o:parcel": "parcel/parcels|package/packages|packet/packets|delivery/deliveries|shipment/shipments",
    "o:packages": "bags? or/and parcels",
    "o:box": "box/boxes|carton/cartons|cardboard box/boxes",
    "o:backpack": "backpack/backpacks|rucksack/rucksacks|knapsack/knapsacks|back pack/packs",
    "o:suitcase": "suitcase/suitcases|suit case/cases|trolley case/cases",
    "o:handbag": "handbag/handbags|hand bag/bags|purse/purses",
    "o:object": (
        "object/objects|item/items|something|anything|thing/things|stuff|article/articles|belonging/belongings|goods"
        "|merchandise|product/products"
    ),
    "o:pets": "pet/pets",
    "o:animals": "animal/animals",
    "o:cat": "cat/cats|kitten/kittens",
    "o:dog": "dog/dogs|puppy/puppies",
    "o:bird": "bird/birds|pigeon/pigeons",
    "o:horse": "horse/horses",
    "o:laptop": "laptop/laptops|notebook computer/computers",
    "o:umbrella": "umbrella/umbrellas",
    "o:bottle": "bottle/bottles",
    "o:cell phone": "cell phone/phones|mobile phone/phones|phone/phones|smartphone/smartphones|cellphone/cellphones",
    "o:skateboard": "skateboard/skateboards",
    "o:chair": "chair/chairs",
    "o:knife": "knife/knives",
    "o:any": (
        "motion|movement/movements|activity|whatever moves|anything moving|anything that moves|something moving"
        "|something moves|anything moves"
    ),
    "pl:lobby": "lobby|foyer|hall|entrance hall|lobby camera|atrium|vestibule",
    "pl:floor": "lobby floor|floor of the lobby|floor|whole lobby|entire lobby",
    "pl:front-door": "front door/doors|main door/doors|front entrance door|door of the lobby|lobby door/doors",
    "pl:reception": (
        "reception|reception desk/area/counter/zone|front desk|welcome desk|information desk|info desk|check in desk"
        "|receptionists desk"
    ),
    "pl:waiting-area": (
        "waiting area/areas|waiting room|waiting zone|lounge|seating area|sitting area|waiting corner"
        "|visitor/visitors seats|seats for visitors"
    ),
    "pl:entrance": "entrance|entrance line|main entrance|entry|entryway|entrance way|way in|entrance door/doors",
    "pl:parking": "parking|parking lot/area/camera/place/garage/space|car park|carpark|lot|parkade|parking lot camera",
    "pl:bays": (
        "bays|parking bays|bay|parking bay|parking spaces|parking spots|parking slots|stalls|parking stalls"
        "|marked spaces"
    ),
    "pl:driveway": "driveway|drive way|drive|access road|driveway zone|approach road|access lane",
    "pl:disabled-bay": (
        "disabled bay|disabled parking|disabled parking space/spot/bay|handicapped spot/space/bay/parking"
        "|disabled spot/space/place|accessible bay/space/spot|accessible parking|accessible parking space/spot/bay"
        "|blue badge bay/space|wheelchair bay/space/spot|disabled persons bay/space|parking space for the? disabled"
        "|bay for the? disabled|bay for disabled people|space for disabled people|spot for the? disabled"
    ),
    "pl:gate": "gate|gates|car park gate|parking gate|gateway|vehicle gate|barrier|gate line",
    "pl:dock": (
        "dock|loading dock|loading bay|dock zone/area|loading ramp|ramp|loading zone|unloading area|loading area"
        "|unloading bay|unloading zone|delivery bay"
    ),
    "pl:restricted": (
        "restricted|restricted area/zone|forbidden area/zone|off limits area/zone|prohibited area/zone"
        "|no go area/zone|keep out area/zone|restricted part|restricted section|closed area|security zone"
        "|out of bounds area"
    ),
    "pl:conveyor": "conveyor|conveyor belt|conveyor zone/area|conveyer|conveyer belt|belt|belt conveyor|assembly line",
    "pl:dock-door": (
        "dock door/doors|door of the dock|loading dock door|door to the dock|dock gate|door at the dock|loading door"
        "|bay door|dock entrance"
    ),
    "pl:queue": (
        "queue|queue area/zone|waiting line|checkout line|checkout queue|line at the till/checkout"
        "|queue at the till/checkout|till queue|line of customers|queueing area|queuing area|customer queue"
    ),
    "pl:till": (
        "till|till area/zone|checkout|check out|cash register|cash desk|register|checkout counter|till counter"
        "|cashier desk|cashier counter|pay desk|cash point|cash register area|checkout area|cashiers desk"
        "|shop counter"
    ),
    "pl:shelf": "shelf|shelves|shelving|shelf zone|rack|racks|store shelf|shop shelf|display shelf",
    "pl:exit": "exit|exit line|way out|exit door/doors|shop exit|store exit",
    "pl:shop": "shop|store|shop camera|retail store|sales floor|sales area|supermarket|boutique",
    "pl:hq": "hq|headquarters|head office|main office|head quarters|main building|office building",
    "pl:plant": "plant|factory|works|production site|manufacturing plant|plant camera|factory camera|warehouse",
    "pl:everywhere": (
        "anywhere|everywhere|all cameras|all the cameras|every camera|any camera|all of the cameras|each camera"
        "|any of the cameras|all sites|every site|all our cameras|wherever|all places|all over the place"
    ),
    "m:cameras": "all/every/both/any/each of? the? camera/cameras at/in/of/on|cameras at/in/of|all cameras",
    "v:enter": (
        "enter/enters/entering/entered|come/comes/coming/came in/into/inside|go/goes/going/went in/into/inside"
        "|gets/get/getting/got in/into/inside|walk/walks/walking/walked in/into/onto/inside|come/comes/coming/came to"
        "|go/goes/going/went to|step/steps/stepping/stepped in/into/on/onto/inside"
        "|drive/drives/driving/drove in/into/onto/on/up|pull/pulls/pulling/pulled in/into/up"
        "|move/moves/moving/moved in/into/onto|roll/rolls/rolling/rolled in/into/onto"
        "|set/sets/setting foot in/into/on|trespass/trespasses/trespassing/trespassed"
        "|intrude/intrudes/intruding/intruded|intrusion/intrusions|venture/ventures into"
        "|wander/wanders/wandering/wandered in/into/onto|arrive/arrives/arriving/arrived|enters the"
        "|turn/turns/turning/turned into|turn/turns into|access/accesses/accessing/accessed|entry into|entries into"
        "|ride/rides/riding in/into/onto|back/backs/backing into|reverse/reverses/reversing into|approach/approaches"
        "|come/comes/coming/came onto|go/goes/going onto|get/gets/getting onto|climb/climbs/climbing onto"
        "|climb/climbs into|access to|breach/breaches|breaching|strays into|stray/strays/straying into/onto"
        "|makes their way into|make their way into|come/comes/coming/came up|drive/drives/driving/drove up"
    ),
    "v:exit": (
        "walk/walks/walking/walked away|go/goes/going/went away|"
        ""
        "go/goes/going/went/walk/walks/walking/walked/come/comes/coming/came/step/steps/stepping/drive/drives/driving/drove/get/gets/getting/head/heads/heading out/outside"
        "|exit/exits/exiting/exited|go/goes/going/went out of|come/comes/coming/came out of"
        "|walk/walks/walking/walked out of|depart/departs/departing/departed from?|drive/drives/driving/drove out of"
        "|drive/drives/driving/drove away from|step/steps/stepping out of|get/gets/getting/got out of"
        "|walk/walks/walking away from|drive/drives/driving off|pull/pulls/pulling out of|move/moves/moving out of"
        "|walk/walks/walking off|step/steps away from|steps off"
    ),
    "v:leave": "leave/leaves/leaving",
    "v:left": "left",
    "v:cross": (
        "slip/slips/slipping through|slip/slips/slipping out|"
        "cross/crosses/crossing/crossed|pass/passes/passing/passed|pass/passes/passing/passed through"
        "|go/goes/going/went through|walk/walks/walking/walked through|come/comes/coming/came through"
        "|drive/drives/driving/drove through|step/steps/stepping over|goes over|go over|go/goes/going past"
        "|walks/walk over|move/moves/moving through|step/steps/stepping through|steps across"
        "|walk/walks/walking across|get/gets/getting through|crossings|use/uses/using the|goes by|go by|walks by"
        "|drives by"
    ),
    "v:appear": (
        "appearance of|appear/appears/appearing/appeared|turn/turns/turning/turned up|show/shows/showing/showed up"
        "|is/are/be/was/were seen|seen|spotted|is/are detected|detected|visible|in sight|in view|in the picture"
        "|on camera|show|shows|pop/pops up|emerge/emerges|comes into view|is/are visible|sighted|sighting of"
        "|presence of|noticed|picked up by the camera|observed|shows itself|shown|becomes visible|can be seen"
        "|come/comes into view|show me"
    ),
    "v:stay": (
        "left with|"
        "hogging|hogs|hog|camping|camps|planted|loafing|loafs|"
        "overstay/overstays|overstaying|queueing|queuing|queue up|queues|lined up|lining up|line up|stuck|sticks|loiter/loiters/loitering/loitered"
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
        "nobody's been with|nobody has been with|no one has been with|no one's been with|"
        "alone|unattended|abandoned|left behind|left alone|left unattended|left lying|left standing|left there"
        "|forgotten|without supervision|unsupervised|nobody with it|no one with it|without anybody with it"
        "|without anyone with it|unaccompanied|unwatched|with nobody around/near/nearby/close"
        "|with no one around/near/nearby/close|nobody near it|no one near it|nobody around it|no one around it"
        "|all by itself|by itself|on its own|dumped|orphaned|ownerless|nobody nearby|nobody is with it"
        "|no one is with it|with nobody near it|nobody is near it|without anybody near it|without anyone near it"
        "|and nobody is near|and nobody is with it|lying around|standing around|lie/lies around|sitting around"
        "|with no one attending|with nobody attending|nobody attending it|with nobody by it|nobody looking after it"
        "|no one looking after it|nobody looks after it|no one looks after it|nobody attends to it|unguarded"
        "|nobody's with it"
    ),
    "v:owner": (
        "without its owner|w o owner|w o its owner|w o an owner|without owner|without an owner|without their owner/owners|without his owner|its owner is gone|owner has left/gone"
        "|the owner is gone/away|owner walks away|owner leaves|owner goes away|owner walks off|its owner leaves"
        "|owner is gone|owner gone|no owner|owner away|owner left|its owner has left/gone|its owner walks away/off"
        "|its owner goes away|its owner is away|whoever left/brought it has left/gone"
        "|the person who left/brought it has left/gone|whoever left/brought it is gone"
        "|the person who left/brought it is gone|person who left it walks away|the one who left/brought it is gone"
        "|away from its owner|separated from its owner|owner is away|owner is not there|owner is not around"
        "|owner not with it|owner isnt with it|owner is not with it|owner not there|owner isnt there|owner absent"
        "|owner is absent|its owner gone|who left it walks away|who brought it walks away|who brought it is gone"
        "|who brought it has left|who brought it leaves|who left it is gone|who left it has gone"
        "|person who put it there is gone"
    ),
    "m:byanyone": "no matter who is near|by anyone|by anybody|whoever is near",
    "v:remove": (
        "loses|swipe/swipes|pinch/pinches|"
        "take/takes/taking/took|taken|taken away/off/from|remove/removes/removing/removed|removal of"
        "|take/takes/taking away/off|disappear/disappears/disappearing/disappeared|go/goes/going/gone missing"
        "|is/are gone|gone|vanish/vanishes/vanishing/vanished|pick/picks/picking/picked up"
        "|carry/carries/carrying/carried off/away|pulled off|lift/lifts/lifting/lifted off"
        "|grab/grabs/grabbing/grabbed|missing|walks/walk off with|take/takes/taking from|taken out of|take out of"
        "|snatched|snatches|pick/picks"
    ),
    "v:deliver": (
        "deliver/delivers/delivering/delivered|drop/drops/dropping/dropped off|bring/brings/bringing/brought"
        "|put/puts/putting down|put/puts|deposit/deposits/depositing/deposited|place/places/placing/placed"
        "|set/sets/setting down|drop/drops/dropped|delivery of|hand/hands in|drops off"
    ),
    "v:absent": (
        "empty|unstaffed|unmanned|deserted|vacant|unoccupied|unattended by staff|without staff|no staff|not staffed"
        "|not manned|abandoned by staff|nobody is at|no one is at|nobody at|no one at|nobody in|no one in"
        "|nobody is in|no one is in|nobody on|no one on|nobody around|nobody there|no one there|nobody is there"
        "|no one is there|without anybody|without anyone|without a soul|not a soul|nobody present|no one present"
        "|not a single person|without people|unpeopled|nobody stands|nobody sits|no one stands|nobody working at"
        "|nobody works at|not occupied|isnt staffed|isnt manned|lacks staff|there is nobody|there is no one"
        "|theres nobody|theres no one|without personnel|no personnel|is left empty|nobody is near|no person|no people"
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
        "|against the arrow|against one way|wrong side|not the way it is meant|backwards|one way only|wrong|is wrong"
    ),
    "v:tailgate": (
        "tailgate/tailgates/tailgating|tailgater/tailgaters|piggyback/piggybacks/piggybacking|piggy backing"
        "|slip/slips/slipping in/through behind|follow/follows/following|followed|right behind|directly behind"
        "|close behind|on the heels of|straight after|sneak/sneaks/sneaking in behind|one right after the other"
        "|one after the other|one after another|right after another|right after|directly after|in quick succession"
        "|in close succession|close together|shortly after|after one another|behind another|slip in behind|tailgated"
    ),
    "v:crowd": (
        "crowd/crowds|crowded|overcrowded|crowding|too many|too much|packed|overcrowding|full|busy|too full"
        "|too crowded|a lot of|lots of|congested|many|several|long queue|queue is too long|too long a queue"
        "|line is too long|gets too long|big group|large group|group of people|gathering|groups|a couple of|couple of"
        "|a few|few"
    ),
    "cm:over": (
        "more than|over|above|greater than|in excess of|exceeding|exceeds|exceed|longer than|beyond|upwards of"
        "|larger than|bigger than|higher than|more then|surpass/surpasses|goes over|go over|quicker than|faster than"
    ),
    "cm:least": (
        "at least|or more|no fewer than|no less than|not fewer than|not less than|minimum|minimum of|a minimum of|min"
        "|from|or longer|and more|or above|and above|or over|upward|plus|reaches|reach|at the least"
    ),
    "cm:under": (
        "fewer than|less than|under|below|fewer|less|smaller than|lower than|drops below|falls below|shorter than"
        "|fewer then|less then|not even"
    ),
    "cm:most": (
        "at most|or fewer|or less|no more than|not more than|maximum|maximum of|a maximum of|up to|max|at the most"
        "|or below|not over|no greater than|or under"
    ),
    "cm:allowed": (
        "is okay|is ok|are okay|are ok|"
        "allowed|permitted|may be|limit is|limit of|capacity of|capacity is|limit|capacity|max occupancy|tolerated"
        "|acceptable|may stay|is fine|are fine|allows|allow"
    ),
    "cm:must": (
        "must be|should be|need|needs|required|have to be|has to be|there must|there should|must always be"
        "|is required|are required|we need|ought to be|should always be"
    ),
    "cm:exact": "exactly|precisely|just|only",
    "u:1": "second/seconds|sec/secs|s",
    "u:60": "minute/minutes|min/mins|m",
    "u:3600": "hour/hours|hr/hrs|h",
    "u:86400": "day/days",
    "u:604800": "week/weeks",
    "dur:1800": "half an hour|half hour|half a hour|a half hour|half-hour",
    "dur:30": "half a minute|half minute|a half minute",
    "dur:900": "quarter of an hour|a quarter of an hour|quarter hour|a quarter hour|a quarter of hour",
    "dur:2700": "three quarters of an hour",
    "dur:5400": "an hour and a half|hour and a half|one and a half hours|one hour and a half",
    "dur:90": "a minute and a half|one and a half minutes|minute and a half|one minute and a half",
    "dur:3600": "an hour|a full hour|a whole hour|the hour",
    "dur:60": "a minute|a full minute|a whole minute",
    "dur:1": "a second",
    "dur:vague": (
        "a while|too long|some time|a long time|for long|a few minutes|several minutes|a couple of minutes"
        "|a few seconds|long time|for ages|ages|a bit|a moment|a little while|for a bit|longer|quite a while"
        "|few minutes|extended period|an extended period|a prolonged period|prolonged time|a few hours|some minutes"
        "|sometime|so long|very long|unusually long|couple of minutes|longer than usual|longer than normal"
        "|longer than necessary|some seconds|several seconds|a certain time|a good while|a short while|for hours"
        "|briefly|long|excessively|a couple of hours|several hours|longer period|prolonged|far too long|way too long"
        "|an unusually long time"
    ),
    "m:instant": (
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
        "weekday/weekdays|working day/days|workday/workdays|work day/days|business day/days|during the week"
        "|on weekdays|week days|working week|the week"
    ),
    "d:sat,sun": "sat sun|sat and sun|sat or sun|weekend/weekends|week end/ends|the weekend/weekends",
    "d:mon,tue,wed,thu,fri,sat,sun": (
        "any time of day|any time of the day|at any time of day|"
        "every day|daily|each day|all week|seven days a week|any day|around the clock|round the clock|day and night"
        "|24 7|all day|all the time|at all times|always|at any time|any time|24 hours a day|day or night"
        "|by day or night"
    ),
    "h:night": (
        "night|at night|overnight|nights|nighttime|night time|by night|at nighttime|during the night|in the night"
        "|through the night|every night|night hours|tonight|each night|after dark"
    ),
    "h:office": (
        "office hours|business hours|working hours|work hours|opening hours|office time|business time|working time"
        "|regular hours|hours of business|normal hours|while we are open|when we are open"
        "|while/when the shop/store/office/plant/reception is open|while/when the store/shop/office is staffed"
        "|while/when we're open|when open|while open|during opening|opening times"
    ),
    "h:closed": (
        "outside office/business/working/opening hours|outside of office/business/working/opening hours|out of hours"
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
    "us:km/h": "km/h|kmh|kph|km h|kilometres/kilometers an/per hour|kms per hour|k p h|kilometre per hour",
    "us:m/s": "m/s|metres/meters a/per second|metre/meter per second",
    "us:mph": "mph|miles an/per hour|mile per hour|m p h",
    "us:heights": (
        "heights per second|heights a second|body heights per second|body heights a second|body lengths per second"
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
    "m:score": "hits|detections|matches|confidence|score|certainty|probability|sure|certain|confident",
    "m:size": (
        "covering|occupying|filling|taking up|larger|bigger|smaller|large|big|small|size|tall|taller|wide|takes up"
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
        "but nothing|nothing on|nothing at|"
        "ignore|skip|except|except for|apart from|other than|but not|excluding|save for|unless on|with the exception of"
        "|aside from|exclude|leaving out|leave out|ignoring|disregard|disregarding|not counting|without counting"
        "|besides|not including|excepting|exception|not on|not at|not in|but no|but"
    ),
    "m:and": "and|as well as|plus|also|along with",
    "m:or": "or|either|and or",
    "m:from": "from",
    "m:to": "to|till|until|through|thru|up to",
    "m:between": "between",
    "m:after": "after|past|later than|from on|starting at|as of|starting|beginning at|since",
    "m:before": "before|until|till|prior to|earlier than|up until",
    "m:on": "on|onwards|onward",
    "m:corr": (
        "i mean|i meant|no wait|wait no|sorry i mean|sorry|correction|make that|make it|or rather|scratch that"
        "|actually|rather|no make that|no sorry|better|on second thought|let us say|lets say|i mean to say|oops"
        "|strike that|hang on|no no"
    ),
    "m:trigger": (
        "want to be informed|wants to be informed|like to be informed|be informed|"
        "gets flagged|flagged|ring|ring me|give me a ring|buzz|buzz me|"
        "hear about|hear of|hear when|hear if|hear from you|alert|alert me|alarm|tell|tell me|notify|notify me|let me know|let us know|warn|warn me|report"
        "|raise an alarm|raise an alert|raise the alarm|ping me|ping|inform|inform me|i want to know|we want to know"
        "|i need to know|send an alert|send me an alert|give me an alert|want an alert|need an alert|i want an alert"
        "|i need an alert|an alert|an alarm|sound an alarm|trigger an alarm|trigger|alarm me|watch for|watch out for"
        "|look out for|message|call|page|text|email|detect|flag|send|raise|set off the alarm|alerts|warning"
        "|notification|notifications|i would like to know|id like to know|keep an eye on|keep an eye out for|be told"
        "|be alerted|be notified|let me hear|get an alert|get a message|monitor|catch|find|spot|create a guard"
        "|make a guard|new guard|set up a guard|add a guard|a guard|guard|rule|draft|want to be told"
        "|want to be alerted|escalation|give alarm|generate an alert|give me a shout|shout when|look for|watch|log"
        "|record|note|notice"
    ),
    "m:if": (
        "if|when|whenever|once|in case|every time|each time|where|that|which|as long as|should|in the event"
        "|any time that|anytime"
    ),
    "m:me": "me|us|myself|ourselves|everyone",
    "m:while": (
        "while|at the same time|simultaneously|at the same time as|and meanwhile|meanwhile|and at the same moment"
        "|concurrently|whilst"
    ),
    "m:cooldown": (
        "at most once every|no more than once every|not more often than every|not more than once every"
        "|not more often than once every|only once every|at most every|no more often than every"
        "|no more often than once every|at most one alert every|one alert every|one alert per|at most once per"
        "|at most once an|at most once a|at most one alert per|no more than one alert per"
        "|no more than one alert every|not more than once per|not more than once an|only once per|only once an"
        "|once every|once per|once an|not more often than once per|cooldown|cooldown of|not more than one alert every"
        "|no more than once per|no more than once an|no more than once a|maximum once every|max once every"
        "|max once per|dont repeat for|do not repeat for|then be quiet for|then quiet for|then wait|with a pause of"
        "|pause|repeat at most every|not again for|not again within|then nothing for|no repeat for|no repeats for"
        "|no repeat within|once in|at most one per|at most one alarm per|at most one alarm every|not more often than"
        "|no more often than|mute for|silence for|then stay silent for|limit to one alert every|limit to one per"
        "|limit to one alert per|at most one notification every|at most one notification per|one notification per"
        "|no more than one notification per|not more than once in|at most once in|no more than once in"
    ),
    "m:escalate": (
        "mark as|mark it as|mark this as|flag as|flag it as|treat as|treat it as|classify as|"
        "escalate/escalates|escalate it|escalate to|raise it to|raise to|raise the severity|turn it|upgrade"
        "|upgrade to|upgrade it to|make it|then make it|becomes|become|then|step up|bump it|bump it up|bump to|turns"
        "|goes to|go to|raise severity|set it to|increase to|after that|raise this to|change it to"
    ),
    "m:another": "another|more|further|additional|later|extra|other|longer still|after that|afterwards",
    "m:within": "within|less than|inside|in under|apart|of each other|of one another",
    "m:near": "within|nobody within|no one within|closer than|in a radius of|radius|radius of|within a radius of|around",
    "m:still": "still there|still not|if still|it is still|continues|persists|lasts",
    "dir:in": (
        "inward/inwards|inbound|incoming|into the building|to the inside|from outside|from the outside"
        "|into the premises|in through|in by|in via|in direction|direction in|towards the inside|on the way in"
        "|inwards only|on their way in|ingoing|in is wrong|in is the wrong way|in is the wrong one"
    ),
    "dir:out": (
        "outward/outwards|outbound|outgoing|to the outside|from inside|from the inside|out through|out by|out via"
        "|out direction|direction out|towards the outside|on the way out|outwards only|on their way out"
        "|out into the street|to the street|out of the building|out of the premises|out is wrong|out is the wrong way"
        "|out is the wrong one"
    ),
    "dir:any": (
        "either direction|in either direction|both directions|in both directions|any direction|either way|both ways"
        "|in any direction|in or out|in and out|no matter which direction|whichever direction|regardless of direction"
    ),
    "sev:low": (
        "note it|just note|only note|"
        "just log it|log it|just log|log only|for the record|low|low severity|low priority|only log|only log it"
        "|not important|not urgent|minor|unimportant|low prio|just record it|just for the record|only for the record"
        "|just note it|merely log it|logging only|just to log|for the log|for the logs"
    ),
    "sev:medium": (
        "medium|medium severity|medium priority|normal|normal priority|normal severity|standard priority|moderate"
    ),
    "sev:high": (
        "urgent|urgently|important|high|high severity|high priority|this is urgent|very important|serious|severe"
        "|its urgent|as high|as urgent|high prio|it is important|its important|it is urgent"
    ),
    "sev:critical": (
        "critical|emergency|top priority|highest priority|critical severity|critical priority|an emergency"
        "|maximum severity|treat it as an emergency|highest severity|utmost priority|top prio|extremely urgent"
        "|life and death"
    ),
    "m:det": (
        "out of|away from|up to|the|a|an|this|that|our|my|your|at|in|on|of|to|into|near|by|through|from|via|past|onto"
        "|off|each|every|any|its|around|inside|behind|within|using|whole|entire|over|across"
    ),
    "m:prep": (
        "at|in|on|near|by|into|through|inside|onto|behind|around|under|outside|beside|next to|in front of|close to"
        "|across from|opposite|toward/towards|over|from|via"
    ),
    "m:article": "the|a|an|our|my|your|this|that|its",
    "m:camera": "camera|cam|cameras|feed",
    "m:notplace": "drive|lot|works|store|check out|line|entry|belt|register|stalls|lounge",
    "m:weak": "but|not",
    "m:anaphora": "it|they|there|them|then|still",
    "m:denied": (
        "dont want|do not want|we dont want|i dont want|we do not want|no parking|no loitering|no access to?|not allowed|forbidden|prohibited|banned|not permitted|off limits|no entry to/into?|must not|mustnt|may not"
        "|not supposed to|is not allowed|are not allowed|is forbidden|are forbidden|has no business|have no business"
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
        "may|allowed to|permitted to|supposed to|should|must|is allowed|are allowed|can|must not|should not|may not"
        "|shall|shouldnt|mustnt|not allowed|not permitted|forbidden|prohibited|is forbidden|banned|off limits"
        "|has no business|have no business|is not welcome|are not welcome|not welcome|not supposed to"
    ),
    "m:only": "only|exclusively",
    "m:zone": "zone|area|camera|line|region|field|place",
    "m:notify": (
        "ring|buzz|msg|dm|slack|whatsapp|sms to|mail to|email to|message to|alert to|alarm to|notification to|fyi|cc|"
        "notify|alert|tell|inform|warn|page|message|call|ping|text|send it to|send to|send the alert to"
        "|send an alert to|report to|report it to|report this to|send a message to|let|email|e mail|mail|sms|contact"
        "|copy|escalate to|forward to|goes to|tell the|send it also to|sent to"
    ),
    "m:know": "know",
    "v:staffed": "staffed|manned|occupied|attended|present|somebody there|someone there|be somebody|be someone",
    "r:identity": (
        "face/faces|recognise/recognises/recognize/recognizes|recognise who|identify|identifies|identity|identities"
        "|who it is|facial|known person|known offender/offenders|known criminal/criminals|blacklist|blacklisted"
        "|whitelist|watchlist|watch list|banned person/people|wanted person|named|whose name|name of"
        "|former employee/employees|ex employee/employees|ex boyfriend|ex husband|ex girlfriend|ex wife|celebrity"
        "|celebrities|my boss|the boss|my neighbour|my neighbor|the ceo|our ceo|ceo|shoplifter we know|same face"
        "|biometric|biometrics|mugshot|stranger/strangers|unknown person|unknown people|regular customer/customers"
        "|vip|vips|fired employee|unauthorised/unauthorized|authorised/authorized|mister|mr|mrs|ms|miss|dr|my wife"
        "|my husband|suspended employee|ex colleague|sacked|dismissed employee|known face/faces|somebody we know"
        "|known to us|by name|badge holder"
    ),
    "r:protected": (
        "jewish|jew/jews|muslim/muslims|christian/christians|hindu/hindus|buddhist|catholic|religion|religious"
        "|black person|black people|white person|white people|black man|black men|asian/asians|african/africans"
        "|arab/arabs|arabic|turkish|turk/turks|german/germans|russian/russians|french people|polish|pole/poles"
        "|foreign|foreigner/foreigners|foreign looking|immigrant/immigrants|migrant/migrants|refugee/refugees|gypsy"
        "|gypsies|roma|latino/latinos|mexican/mexicans|chinese|indian/indians|ethnic|ethnicity|race of|skin colour"
        "|skin color|skin|skinned|dark skinned|nationality|origin|man|men|woman|women|male/males|female/females"
        "|boy/boys|girl/girls|lady|ladies|gentleman|gentlemen|guy/guys|gender|sex|gay|homosexual|transgender|lesbian"
        "|child|children|kid/kids|teenager/teenagers|teen/teens|minor/minors|adult/adults|old people|old person"
        "|old man|old woman|elderly|elderly person|senior/seniors|young|young people|young person|youth/youths"
        "|toddler/toddlers|baby|babies|pregnant|disabled person|disabled people|disability|headscarf|hijab|burqa"
        "|turban|kippah|veil|older people|older person|pensioner/pensioners|under 18|underage|aged|age of|years old"
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
        "|drug deal/deals|dealing|honest|dishonest|lying to|cheating|cheat/cheats|behaves/behave/behaving strangely"
        "|strange behaviour|strange behavior|strangely|strange|weird|abnormal|unusual behaviour|unusual behavior"
        "|unusual|anomaly|anomalies|fight/fights|fighting|brawl|attack/attacks|attacking|assault|assaults|violence"
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
        "sound/sounds|noise/noises|noisy|shout/shouts|shouting|shouted|scream/screams|screaming|yell/yells|yelling"
        "|hear/hears|heard|listen/listens|voice/voices|loud|loudly|music|bark/barks|barking|gunshot/gunshots"
        "|shot/shots|bang|glass breaking|breaking glass|talk/talks|talking|say/says|saying|speak/speaks|speaking"
        "|conversation/conversations|audio|microphone|whisper|whispers|siren|alarm goes off|horn|honk/honks|honking"
        "|beep/beeps|beeping|swear/swears|swearing|quarrel|argue/argues|arguing|argument|arguments|calls for help|call for help"
        "|sing|sings|singing|explosion|cough/coughs|coughing|language spoken"
    ),
    "r:text": (
        "licence plate/plates|license plate/plates|number plate/plates|plate number/numbers|licence number"
        "|license number|registration number/numbers|registration|plates|plate|reads|letters|inscription|sign says"
        "|qr code|barcode|barcodes|text on|written on|labelled|labeled|logo|logos|brand|name tag|badge|badges|id card"
        "|number on|foreign plates|serial number"
    ),
    "r:again": (
        "same person|same man|same car|same vehicle|same people|the same|comes back|come back|coming back|came back"
        "|returns|return/returning|returned|a second time|second time|third time|twice|again|repeatedly"
        "|more than once|several times|keeps coming|keep coming|every day the same|visited before|been here before"
        "|was here before|were here before|seen before|already been|already been here|for the first time|first time"
        "|frequent visitor/visitors|times a day|three times|follow/follows them from|track from camera|across cameras"
        "|from camera to camera|on two cameras|regularly|third visit|previously|earlier today|yesterday"
    ),
    "r:pose": (
        "fall/falls|falling|fell|falls over|fallen|falls down|lie/lies/lying down|lying on the ground"
        "|lies on the ground|lying on the floor|lies on the floor|crouch/crouches|crouching|kneel/kneels|kneeling"
        "|sit/sits down|sitting down|hands up|raise/raises their hands|raises a hand|raised hands|arms|wave/waves"
        "|waving|bend/bends|bending|bent|jump/jumps|jumping|climb/climbs|climbing|climbs over|dance/dances|dancing"
        "|gesture/gestures|point/points|pointing|looks at|look at|looking at|looks around|looking around|gaze|pose"
        "|posture|slip/slips and falls|trip/trips|stumble/stumbles|smoke/smokes a cigarette|smoking|smoke/smokes"
        "|vape/vapes|vaping|eat/eats|eating|drink/drinks|drinking|on the phone|using a phone|uses a phone|texting"
        "|using their phone|uses their phone|phone call|kick/kicks|kicking|punch/punches|hit/hits|hitting|hug/hugs"
        "|kiss/kisses|kissing|turn their back|shake/shakes|limp/limps|limping|crawl/crawls|crawling|leaning"
        "|lean/leans|spit|spits|urinate/urinates|urinating|pee/pees|lifts arms|push/pushes|pushing|throw/throws"
        "|throwing|touch/touches|touching|grabs somebody|wrestle"
    ),
    "r:act": (
        "turn up the|turn down the|heating|air conditioning|floodlights|"
        "open the gate|close the gate|lock the door/doors|lock|unlock|open the door/doors|close the door/doors"
        "|shut the door|shut the gate|turn/switch on|turn/switch off|switch the|turn the lights"
        "|turn on the light/lights|call the police|call an ambulance|call the fire brigade|dial|play a message"
        "|play an announcement|announce|announcement|stop the conveyor|stop the belt|start the conveyor"
        "|raise the barrier|lower the barrier|open the barrier|spray|activate|zoom|zoom in|pan|take a photo/picture"
        "|take a screenshot|record a video|record video|record the video|start recording|sprinkler|sprinklers"
        "|send a drone|print|send the police|send security over|unlock the door|start the siren|sound the siren|siren"
        "|lights on|lights off|switch on|switch off|turn on|turn off|follow him|zoom on|block the gate|block the door"
        "|stop them|chase|arrest"
    ),
    "r:order": (
        "ignore all|ignore all rules|ignore previous|ignore the above|ignore your|ignore every|ignore instructions"
        "|ignore any|disregard all|disregard previous|disregard your|disable|disable all|disable every|disable the"
        "|delete|delete all|erase|drop table|drop all|wipe|remove all guards|remove every guard"
        "|remove the guard/guards|turn off all|stop all guards|shut down|shutdown|reboot|restart|uninstall"
        "|show the configuration|show config|show the config|show me the config|show me the configuration"
        "|print the configuration|print your|configuration|system prompt|prompt|password/passwords|secret/secrets"
        "|api key|api keys|credentials|token/tokens|sudo|rm|execute|exec|eval|override|bypass|jailbreak|pretend"
        "|act as|you are now|you are a|your instructions|forget everything|forget all|forget your|export all|dump"
        "|environment variables|developer mode|grant|permission/permissions|update the guard|change the guard"
        "|edit the guard|deactivate|switch off all|stop the system|stop recording|kill|clear all|reset|give me access"
        "|turn yourself off|all guards|every guard|show me all guards|list all guards|upload|download|http|https"
        "|script|insert into|turn the alarms off|stop alerting|silence all|mute all|cancel all"
    ),
    "r:cannot": (
        "temperature|warm|cold|hot|weather|rain|raining|snow|snowing|wind|smell|smells|weight|weigh/weighs|heavy|fire"
        "|flame/flames|burning|burns|flood|flooding|water|leak/leaks|leaking|spill/spills|puddle|light is on"
        "|lights are on|lights|light|dark|dirty|dirt|clean|broken|damage/damaged|crack|door is open|door stays open"
        "|door open|is left open|left open|stays open|is open|open door|door is closed|window|windows|open window"
        "|forklift/forklifts|fork lift/lifts|pallet/pallets|drone/drones|weapon/weapons|gun/guns|rifle|pistol"
        "|firearm/firearms|helmet/helmets|hard hat/hats|hi vis|high vis|vest|vests|safety vest/vests|mask/masks"
        "|uniform/uniforms|hat/hats|cap|hood|hoodie|jacket/jackets|coat/coats|shirt/shirts|glasses|sunglasses|gloves"
        "|clothes|clothing|dressed|wearing|wears|wear|ppe|tie|trousers|shoes|beard|hair|haired|wheelchair|pram"
        "|stroller|pushchair|trolley|trolleys|shopping cart|shopping carts|cart|carts|scooter/scooters|ladder|ladders"
        "|rat|rats|mouse|mice|fox|foxes|rabbit|insect|insects|snake|spider|spiders|rubbish|garbage|trash|litter"
        "|price/prices|cash|money|coin|keys|key|wallet|wallets|document|documents|paper|papers|gas|steam|radiation"
        "|oil|tyre|tire|engine|headlights|accident|crash|crashes|collision|collide/collides|average|on average"
        "|statistics|how many|count the|number of people per|total|heat map|heatmap|predict|forecast|electric|diesel"
        "|expensive|cheap|brand new|speed of|model of|make of|tesla|bmw|mercedes|audi|ambulance|police car"
        "|fire engine|tractor/tractors|crane|trailer|caravan|tram|camper|ice|slippery|smoke|smoky|fog|explodes"
        "|plant pot|distance between|too close together|social distance|social distancing|opposite each other"
        "|slower than|too slow|slowly|slow|stops working|belt stops|conveyor stops|out of order|out of stock|stock"
        "|empty shelf|shelf is empty|shelves are empty|shelf empty|full shelf|bomb|explosive|explosives|ball"
    ),
    "r:colour": (
        "red|blue|green|yellow|black|white|grey|gray|orange|purple|pink|brown|silver|golden|beige|dark blue"
        "|light blue|coloured|colored|colour|color|bright|striped|turquoise|violet"
    ),
    "f:": (
        "doing|people's|going on|a|an|the|this|that|these|those|there|theres|here|it|its|he|she|they|them|their"
        "|theirs|his|her|him|hers|i|im|ive|id|we|our|ours|my|mine|you|your|yours|me|us|is|are|was|were|be|been|being"
        "|am|has|have|had|having|do|does|did|done|will|would|shall|could|can|might|please|pls|plz|thanks|thank|hi"
        "|hello|hey|dear|kind|regards|ok|okay|well|just|really|very|quite|so|too|also|then|than|as|at|in|on|of|off|by"
        "|for|with|to|into|onto|from|up|down|over|about|around|near|next|beside|behind|front|inside|towards|toward"
        "|across|along|against|per|every|each|any|all|some|both|other|others|another|such|same|own|no|yes|now|already"
        "|ever|even|still|again|always|often|if|whether|because|since|though|although|however|what|whats|who|whom"
        "|whose|which|where|how|why|want|like|need|needs|wish|wishes|hope|get|gets|getting|got|give|gives|make|makes"
        "|let|lets|see|sees|know|think|guess|believe|say|said|called|named|someones|somebodys|time|times|moment"
        "|period|duration|total|long|case|event|least|most|one|ones|way|part|during|throughout|whole|entire|complete"
        "|full|continuous|continuously|straight|consecutive|running|uninterrupted|interrupted|without|interruption"
        "|approximately|roughly|circa|ca|approx|level|severity|priority|prio|type|mode|status|it's|that's|there's"
        "|someone's|local|timezone|zone|enough|limited to|at a time|set something up|set up something|grace|grace period|tolerance|camera|cameras|thing|kindly|possible|possibly|perhaps|maybe|probably"
        "|simply|basically|currently|usually|normally|generally|new|single|individual|different|certain|particular"
        "|specific|given|following|respective|above|below|etc|eg|ie|fyi|asap|either|neither|therefore|hence|thus|due"
        "|regarding|concerning|re|between|among|amongst|through|via|out|away|back|together|alone|only|more|less|much"
        "|many|few|lot|lots|bit|little|left|right|first|last|previous|second|third|goes|going|gone|go|come|comes"
        "|coming|came|put|take|set|start|starts|started|begin|begins|end|ends|happen|happens|happening|occurs|occur"
        "|seems|seem|look|looks|sort|something's|everything|nothing|else|instead|message|messages|alert|alerts|alarm"
        "|alarms|notification|warning|signal|events|guard|rule|request|question|idea|problem|boss|security|site"
        "|building|premises|ground|grounds|property|area|space|spot|place|position|side|edge|middle|centre|center"
        "|line|region|frame|picture|image|video|footage|feed|view|screen|cam|cctv|today|tomorrow|tonight|week|month"
        "|year|daily|weekly|hour|hours|clock|shift|shifts|duty|work|works|working|job|business|company|office|team"
        "|manager|owner|owners|behaviour|reason|reasons|safety|insurance|policy|rules|regulation|regulations|sure"
        "|good|great|nice|fine|bad|correct|proper|properly|regular|normal|usual|actual|real|true|that'd|directly"
        "|exactly|somewhere|someplace|elsewhere|anymore|onwards|onward|meant|meaning|means|mean|thats|dont|doesnt"
        "|isnt|wont|cant|havent|whoever|whichever|whatever|s|t|d|ll|ve|m|which's|soon|later|earlier|yet|until"
        "|till|unless|while|whilst|upon|within|despite|except|versus|vs|wherever|whenever|constantly|permanently"
        "|permanent|constant|anybodys|anyones|actually|today's|concerned|bother|care|trouble|matter|important"
        "|attention|hand|hands|help|support|service|test|check|checks|checking|watch|watches|watching|monitor"
        "|monitors|monitoring|keep|keeps|keeping|kept|hold|holds|use|used|try|trying|able|unable|supposed|tend|tends"
        "|continue|continues|remains|become|becomes|turned|turns|turn|bring|brings|detect|detects|detected|detection"
        "|find|finds|found|show|shows|note|notes|record|records|report|reports|reported|call|calls|page|text|send"
        "|sends|sent|receive|raise|raises|raised|create|creates|add|adds|draft|write|generate|produce|issue|issues"
        "|emit|trigger|triggers|triggered|fire|fires|sound|sounds|youre|theyre|weve|youve|i e|e g|carrying|holding"
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
        "otherwise|or else|if exceeded|exceeded|is exceeded|above that|more than that|beyond that|over that"
        "|anything above|if it gets more|if it's more|any more than that"
    ),
    "pl:elsewhere": (
        "kitchen|canteen|cafeteria|garden|corridor/corridors|hallway|staircase|stairs|stairwell|elevator|lift|roof"
        "|basement|cellar|garage|yard|courtyard|toilet/toilets|restroom|washroom|server room|meeting room"
        "|conference room|terrace|balcony|storage room|stock room|back office|playground|bus stop|street|sidewalk"
        "|pavement|first floor|second floor|third floor|upper floor|top floor|upstairs|changing room|fitting room"
        "|locker room|laboratory|lab|gym|pool|platform|emergency exit|fire exit|back door|rear door|side door"
        "|side entrance|rear entrance|workshop|loading yard|archive|vault|safe|bakery|stockroom|smoking area"
        "|boiler room|helipad|fence|perimeter"
    ),
    "n:12": "dozen|a dozen",
    "m:outside": "outside|outside of",
    "m:attribute": "with|without|carrying|holding|pushing|pulling",
    "m:quarterto": "quarter to",
    "m:quarterpast": "quarter past",
    "m:informed": "has to know|needs to know|need to know|should know|must know|has to be told|should be told|must be told|gets told|is to be told|should be informed|must be informed|should hear about it",
}
