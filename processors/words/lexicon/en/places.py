"""Places, and what calls a place a zone or a camera."""

PHRASES = {
    "pl:lobby": (
        "entry hall|front hall|main hall|lobby hall|building lobby|main lobby|office lobby|hq lobby|"
        "lobby area|lobby cam|front lobby|entrance foyer|entrance lobby|"
        "lobby|foyer|hall|entrance hall|lobby camera|atrium|vestibule"
    ),
    "pl:floor": (
        "floor of the foyer|foyer floor|floor area of the lobby|lobby's floor|floor zone|floor area|"
        "whole floor|entire floor|floor in the lobby|"
        "floor of lobby|whole of the lobby|all of the lobby|entire lobby floor|"
        "whole lobby floor|"
        "lobby floor|floor of the lobby|floor|whole lobby|entire lobby"
    ),
    "pl:front-door": (
        "front door area/zone|front entry door|street door|door to the street|glass front door|"
        "the front doors|front-door area|doorway at the front|area in front of the front door|"
        "main door area|"
        "frontdoor|front-door|doors at the front|door at the front|main doors|glass door/doors|"
        "front doorway|doorstep|doormat|"
        "front door/doors|main door/doors|front entrance door|door of the lobby|lobby door/doors"
    ),
    "pl:reception": (
        "reception point|reception table|receptionist desk|front-desk area|front counter|welcome area|"
        "welcome point|check in counter|concierge desk|reception desk zone|desk at reception|"
        "counter at reception|desk in the lobby|lobby desk|lobby's reception|reception in the lobby|"
        "helpdesk|help desk|"
        "recep|reception-desk|front-desk|receptionist's desk|reception counter|welcome counter|"
        "check-in desk|registration desk|sign in desk|"
        "reception|reception desk/area/counter/zone|front desk|welcome desk|information desk|info desk|"
        "check in desk"
        "|receptionists desk"
    ),
    "pl:waiting-area": (
        "seating corner|seating zone|visitor seating|guest seating|sitting zone|wait area|wait zone|"
        "visitor/visitors waiting area|guest waiting area|customer waiting area|lounge area|lounge zone|"
        "waiting section|waiting-area|waiting-room|waiting spot|waiting places|waiting chairs|"
        "chairs in the waiting area|seats in the lobby|"
        "waiting seats|visitor lounge|visitors lounge|sofas|guest area|guest lounge|"
        "waiting lounge|waiting bench|waiting space|seating|"
        "waiting area/areas|waiting room|waiting zone|lounge|seating area|sitting area|waiting corner"
        "|visitor/visitors seats|seats for visitors"
    ),
    "pl:entrance": (
        "front entry|main entry|lobby entry|entry line|entry door|main way in|entrance doors|entry doors|"
        "entrance to the building|building entrance|office entrance|hq entrance|"
        "entrance line in the lobby|lobby entrance line|entrance of the building|building's entrance|"
        "entrance to hq|"
        "front entrance|entranceway|entrance doorway|lobby entrance|entrance of the lobby|"
        "entrance to the lobby|"
        "entrance|entrance line|main entrance|entry|entryway|entrance way|way in|entrance door/doors"
    ),
    "pl:parking": (
        "parking deck|multi storey|multistorey|forecourt|parking facilities|car parking|car parking area|"
        "hq parking|hq car park|office car park|carparking|parking compound|car lot|"
        "parking-lot|car-park|parking lot area|parking facility|parking grounds|cars park|"
        "parking cam|parking camera|carpark camera|car park camera|"
        "parking|parking lot/area/camera/place/garage/space|car park|carpark|lot|parkade|parking lot camera"
    ),
    "pl:bays": (
        "car park bays|car park spaces|parking places|car parking spaces|parking rows|parking row|"
        "marked parking bays|regular bays|normal bays|ordinary bays|bay area|bays area|bays zone|"
        "row of bays|row of parking bays|rows of bays|car bay|parking-bays|standard bays|"
        "parking stall/stalls|parking slot/slot|marked bays|marked spots|marked parking spaces|"
        "parking spot/spots|parking space/spaces|car spaces|car bays|spaces for cars|"
        "bays|parking bays|bay|parking bay|parking spaces|parking spots|parking slots|stalls|parking stalls"
        "|marked spaces"
    ),
    "pl:driveway": (
        "access drive|private drive|approach|entrance drive|driveway area|driveway to the car park|"
        "drive up to the building|car park driveway|main driveway|front driveway|car park drive|"
        "car access|vehicle access road|entry lane|entrance lane|hq driveway|parking driveway|"
        "parking lot driveway|"
        "drive-way|driveways|entry road|entrance road|access way|driving lane|"
        "entry drive|way up to the building|"
        "driveway|drive way|drive|access road|driveway zone|approach road|access lane"
    ),
    "pl:disabled-bay": (
        "disabled parking area|handicapped bay|handicap parking space/spot|disabled driver bay|"
        "accessible parking place|disabled place|bay with the wheelchair symbol|"
        "wheelchair accessible bay/space|blue badge place|disabled only bay|disabled drivers space|"
        "disabled drivers' bay|bay reserved for the? disabled|space for the? disabled|"
        "parking for the? disabled|parking space for disabled people|parking bay for disabled people|"
        "parking for disabled people|disabled people bay|disabled badge bay|disabled zone|"
        "handicapped zone|handicap zone|handicapped place|"
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
        "front gate|car gate|entry gate|entrance gate|security gate|access gate|site gate|"
        "gate to the car park|gate at the car park|gate of the parking|parking lot's gate|"
        "gate into the car park|gate of the parking lot|gates of the car park|driveway gate|gate barrier|"
        "barrier gate|parking barrier|car park barrier|barrier line|"
        "parking-gate|gate of the car park|car park entrance|vehicle entrance|boom gate|boom barrier|"
        "barrier at the car park|main gate|parking lot gate|carpark gate|"
        "gate|gates|car park gate|parking gate|gateway|vehicle gate|barrier|gate line"
    ),
    "pl:dock": (
        "loading deck|unloading dock|lorry bay|receiving dock|receiving bay|receiving area|goods in area|"
        "cargo dock|freight dock|cargo bay|shipping bay|shipping area|warehouse dock|dock floor|"
        "dock level|dock space|plant dock|factory dock|loading dock area|loading dock zone|"
        "loading bay area|loading-bay|loading spot|truck loading area|the loading|freight bay|"
        "freight area|dock bay|dock platform|dispatch bay|despatch bay|dispatch area|"
        "loading-dock|dock apron|goods dock|truck dock|lorry dock|truck bay|goods ramp|ramp area|"
        "goods in|goods-in|goods in bay|goods-in bay|shipping dock|docks|unloading ramp|delivery dock|"
        "delivery ramp|loading platform|loading point|unloading point|delivery area|delivery zone|"
        "truck ramp|loading bays|loading docks|"
        "dock|loading dock|loading bay|dock zone/area|loading ramp|ramp|loading zone|unloading area|loading area"
        "|unloading bay|unloading zone|delivery bay"
    ),
    "pl:restricted": (
        "restricted portion|no access area|no access zone|controlled area|controlled zone|"
        "prohibited part|staff only zone|sterile area|forbidden section|protected area|protected zone|"
        "zone restricted|restricted access area|restricted access zone|restricted-access area|"
        "authorised personnel area|no trespassing area|no trespassing zone|forbidden part|hazardous area|"
        "hazardous zone|area that is off limits|area thats off limits|high security area|"
        "high security zone|private area|closed off area|closed-off area|roped off area|taped off area|"
        "fenced area|no man's land|"
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
        "conveyor system|belt line|sorting belt|packaging line|feed belt|carrying belt|transport line|"
        "conveyor line|conveyors zone|conveyor belts|belt conveyors|area of the conveyor|"
        "area around the conveyor|conveyor-belt area|running belt|"
        "conveyor-belt|conveyors|belt area|belt zone|transport belt|conveyer area|conveyer zone|"
        "moving belt|production belt|production line|packing belt|packing line|"
        "conveyor|conveyor belt|conveyor zone/area|conveyer|conveyer belt|belt|belt conveyor|assembly line"
    ),
    "pl:dock-door": (
        "dock shutter|loading dock shutter|roll up door|rolling door|overhead door|loading bay shutter|"
        "dock doorway|doorway of the dock|door on the dock|loading dock gate|loading dock's door|"
        "loading-dock door|door in the dock|door leading to the dock|door to the ramp|dock-gate|"
        "dock exit|dock's door|roll-up gate|roller gate|shutter at the dock|"
        "dock-door|dock doors|door of the loading dock|door at the loading dock|roller door|"
        "roller shutter|shutter door|goods door|goods-in door|delivery door|loading bay door|"
        "door to the loading dock|door to the loading bay|factory door|plant door|door at the ramp|"
        "ramp door|warehouse door|"
        "dock door/doors|door of the dock|loading dock door|door to the dock|dock gate|door at the dock|"
        "loading door"
        "|bay door|dock entrance"
    ),
    "pl:queue": (
        "queue zone at the till|queue at tills|checkout queues|queues|customer line|"
        "line of waiting customers|queue of customers|queue of people|shoppers line|queue space|"
        "waiting line at the till|people queuing area|lineup|line up area|queueing zone|queuing zone|"
        "queueing line|queuing line|till line|cashier line|cashier queue|line to the till|"
        "line to the checkout|queue to the till|line to pay|queue to pay|queue by the till|"
        "line by the till|"
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
        "self checkout|sales desk|service desk|payment area|cash wrap|checkout lane|checkout desk|"
        "cash desks|cashier area|cashiers zone|cashier zone|cashier place|cashier's place|cashier's area|"
        "cashier's spot|cash register desk|register desk|register area|till counter area|"
        "checkout station|cash till|cash tills|shop's till|till of the shop|paying counter|"
        "cash counter area|till space|area behind the till|counter in the shop|till-area|"
        "counter|"
        "cash-desk|cash-register|check-out|tills|checkouts|checkout till|cash counter|payment desk|"
        "payment counter|pay point|paypoint|paydesk|checkout zone|till point|point of sale|pos|"
        "sales counter|shop till|store till|till desk|"
        "till|till area/zone|checkout|check out|cash register|cash desk|register|checkout counter|till counter"
        "|cashier desk|cashier counter|pay desk|cash point|cash register area|checkout area|cashiers desk"
        "|shop counter"
    ),
    "pl:shelf": (
        "shelf bay|shelf display|goods rack|merchandise rack|product rack|shelf row|shelving area|"
        "shelves area|shelf in the shop|shop's shelf|shelves in the shop|shop shelves|store shelves|"
        "display shelves|sales shelves|shelving in the shop|shelf space|retail shelf|retail shelves|"
        "product shelves|merchandise shelf|goods shelves|shelf-zone|"
        "display|display rack|display stand|shelving unit|bookshelf|goods shelf|product shelf|"
        "display case|sales shelf|shelf unit|shelf area|"
        "shelf|shelves|shelving|shelf zone|rack|racks|store shelf|shop shelf|display shelf"
    ),
    "pl:exit": (
        "exit turnstile|exit doors|exit doorway|way out line|exit of our shop|outgoing door|"
        "shop exit line|shop's way out|exit lane|exit way|shop exit door|way out door|"
        "door out of the shop|exit in the shop|exit at the shop|exit-line|shop exit doors|"
        "exit-door|shop door/doors|store door/doors|way out of the shop|shop's exit|exit of the shop|"
        "exit from the shop|exit gate|exit of the store|customer exit|exit barrier|"
        "exit line of the shop|"
        "exit|exit line|way out|exit door/doors|shop exit|store exit"
    ),
    "pl:shop": (
        "shop's floor|salesroom|retail area|retail space|outlet|minimart|convenience store|sales hall|"
        "retail shop|retail outlet|whole shop|entire shop|whole store|entire store|inside of the shop|"
        "shop camera view|the till's camera|shop premises|retail premises|"
        "sales room|sales-floor|shopfloor|shop floor|store floor|shop area|store area|till camera|"
        "retail floor|shop cam|store cam|till cam|"
        "shop|store|shop camera|retail store|sales floor|sales area|supermarket|boutique"
    ),
    "pl:hq": (
        "hq premises|headquarters building|central office|our headquarters|our hq|hq cams|"
        "hq building|head-office|headoffice|hq site|corporate office|main site|"
        "hq|headquarters|head office|main office|head quarters|main building|office building"
    ),
    "pl:plant": (
        "production facility|industrial plant|production area|manufacturing hall|manufacturing facility|"
        "works hall|plant area|whole plant|entire plant|factory building|plant building|plant premises|"
        "factory premises|factory site|production building|"
        "factory floor|factory hall|mill|production hall|manufacturing site|plant site|"
        "plant cam|factory cam|dock camera|dock cam|"
        "plant|factory|works|production site|manufacturing plant|plant camera|factory camera|warehouse"
    ),
    "pl:everywhere": (
        "on all four cameras|on all our cameras|on any of our cameras|on any cam|across the board|"
        "across the whole site|on any site|at any site|any site|any of the sites|all the sites|"
        "at any location|at every location|in any place|in every place|any place|every place|"
        "throughout all sites|site wide|sitewide|on whichever camera|on whatever camera|"
        "any of the four cameras|on one of the cameras|on the whole estate|anywhere at all|"
        "anywhere whatsoever|everywhere we have cameras|wherever we have cameras|in all locations|"
        "in any location|on each of the cameras|every one of the cameras|on every one of our cameras|"
        "on every one of the cameras|all of our cameras|each of our cameras|"
        "on every camera|on all cams|all cams|every cam|any cam|at every site|across all cameras|"
        "on all of them|on any of them|each of the cameras|on each camera|all four cameras|"
        "any of our cameras|each site|across all sites|at all sites|all locations|every location|"
        "any location|anyplace|wherever it is|all over|"
        "anywhere|everywhere|all cameras|all the cameras|every camera|any camera|all of the cameras|each camera"
        "|any of the cameras|all sites|every site|all our cameras|wherever|all places|all over the place"
    ),
    "m:cameras": "all/every/both/any/each of? the? camera/cameras at/in/of/on|cameras at/in/of|all cameras",
    "m:camera": "camera|cam|cameras|feed",
    "m:notplace": "drive|lot|works|store|check out|line|entry|belt|register|stalls|lounge",
    "m:zone": "zone|area|camera|line|region|field|place",
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
}
