"""Vehicles, animals and things."""

PHRASES = {
    "o:vehicles": (
        "number of vehicles|the number of vehicles|vehicle count|"
        "motor vehicle/vehicles|any kind of vehicle|traffic|vehicle/vehicles|any vehicle"
    ),
    "o:car": (
        "saloon car/cars|saloon/saloons|convertible/convertibles|limo/limos|limousine/limousines|"
        "minicab/minicabs|station wagon/wagons|people carrier/carriers|jeep/jeeps|motor car/cars|"
        "number of cars|the number of cars|"
        "passenger car/cars|motor car/cars|motorcar/motorcars|sedan/sedans|suv/suvs|estate car/cars|"
        "hatchback/hatchbacks|private car/cars|parked car/cars|"
        "car/cars|automobile/automobiles|taxi/taxis|cab/cabs"
    ),
    "o:truck": (
        "articulated truck/trucks|articulated vehicle/vehicles|pickup truck/trucks|pick up truck/trucks|"
        "delivery wagon/wagons|dump truck/trucks|tractor unit/units|lorry or truck|truck or lorry|"
        "goods vehicle/vehicles|removal truck/trucks|semi trailer/trailers|semitrailer/semitrailers|"
        "haulage vehicle/vehicles|rigid lorry/lorries|"
        "number of trucks|the number of trucks|number of lorries|"
        "lorries|lorrys|wagon/wagons|articulated lorry/lorries|artic/artics|semi/semis|semi truck/trucks|"
        "box truck/trucks|haulage truck/trucks|heavy goods vehicle/vehicles|trucks?|"
        "juggernaut/juggernauts|tanker/tankers|tipper/tippers|flatbed/flatbeds|rig/rigs|"
        "eighteen wheeler/wheelers|big rig/rigs|delivery lorry/lorries|"
        "delivery truck/trucks|truck/trucks|lorry/lorries|hgv/hgvs"
    ),
    "o:van": (
        "courier's van|removal van/vans|box van/vans|vanload/vanloads|minibus/minibuses|"
        "|transit/transits|courier van/vans|panel van/vans|transporter/transporters|"
        "|minibus/minibuses|post van/vans|parcel van/vans|"
        "delivery van/vans|van/vans|minivan/minivans"
    ),
    "o:bus": (
        "shuttle bus/buses|shuttle/shuttles|double decker/deckers|minicoach|tourist coach/coaches|"
        "bus/buses|coach/coaches"
    ),
    "o:bicycle": (
        "ebike/ebikes|bicyclist/bicyclists|person on a bike|people on bikes|anyone on a bike|"
        "somebody on a bike|someone on a bike|two wheeler/wheelers|pushbike rider/riders|"
        "cycle/cycles|pushbike/pushbikes|cyclist/cyclists|e bike/bikes|ebike/ebikes|mountain bike/bikes|"
        "push bicycle/bicycles|"
        "bicycle/bicycles|bike/bikes|push bike/bikes"
    ),
    "o:motorcycle": (
        "motor scooter/scooters|vespa/vespas|biker/bikers|motorcycle rider/riders|person on a motorbike|"
        "someone on a motorbike|dirt bike/bikes|"
        "moped/mopeds|motor cycle/cycles|motorcyclist/motorcyclists|"
        "motorcycle/motorcycles|motorbike/motorbikes|motor bike/bikes"
    ),
    "o:train": "train/trains",
    "o:boat": "boat/boats",
    "o:bag": (
        "piece/pieces of baggage/luggage|kit bag/bags|laptop case/cases|messenger bag/bags|"
        "shoulder bag/bags|gym kit bag|weekend bag/bags|overnight bag/bags|beach bag/bags|sport bag/bags|"
        "baggage item/items|luggage item/items|item of luggage|items of luggage|item of baggage|"
        "items of baggage|bags and luggage|bag of any kind|bags of any kind|some bag|some luggage|"
        "sack/sacks|duffelbag/duffelbags|carry all/alls|carryall/carryalls|"
        "carrier bag/bags|shopping bag/bags|sports bag/bags|gym bag/bags|travel bag/bags|tote/totes|"
        "tote bag/bags|duffel/duffels|duffel bag/bags|duffle bag/bags|holdall/holdalls|laggage|bagage|"
        "bags or suitcases|satchel/satchels|laptop bag/bags|briefcase/briefcases|baggages|any bag|"
        "bag/bags|baggage|luggage|piece of luggage/baggage|pieces of luggage/baggage"
    ),
    "o:parcel": (
        "delivery box/boxes|post package/packages|postal package/packages|courier package/packages|"
        "parcel or package|package or parcel|packages or parcels|parcels or packages|"
        "padded envelope/envelopes|jiffy bag/bags|small packet/packets|"
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
        "hiking backpack/backpacks|haversack/haversacks|school backpack/backpacks|hiking pack/packs|"
        "school rucksack/rucksacks|"
        "bag pack/packs|backpak/backpaks|school bag/bags|schoolbag/schoolbags|bookbag/bookbags|"
        "day pack/packs|daypack/daypacks|"
        "backpack/backpacks|rucksack/rucksacks|knapsack/knapsacks|back pack/packs"
    ),
    "o:suitcase": (
        "travelling case/cases|cabin suitcase/suitcases|wheelie bag/bags|wheeled suitcase/suitcases|"
        "hardshell suitcase/suitcases|suitcase on wheels|"
        "roller case/cases|wheeled case/cases|rolling suitcase/suitcases|rolling case/cases|"
        "travel case/cases|trolley bag/bags|cabin bag/bags|carry on/ons|trolley suitcase/suitcases|"
        "wheelie case/cases|"
        "suitcase/suitcases|suit case/cases|trolley case/cases"
    ),
    "o:handbag": (
        "clutch/clutches|clutch bag/bags|pocketbook/pocketbooks|purses|handbag/handbags|hand bag/bags|purse/purses"
    ),
    "o:object": (
        "stock|"
        "stock from|stock off|"
        "lost property|personal effects|possession/possessions|any thing|any old thing|some object|"
        "some item|some article|item of stock|items of stock|item of merchandise|items for sale|"
        "sales item/items|shop item/items|shop goods|merch|any goods|any merchandise|some goods|"
        "some merchandise|any product|some product|a good|parcel or other object|object of any kind|"
        "objects of any kind|object of any sort|items of any kind|something at all|"
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
    "o:pets": (
        "domestic animal/animals|pet animal/animals|pets of any sort|house pet/pets|pets of any kind|any pet|pet/pets"
    ),
    "o:animals": (
        "any animal|wild animal/animals|an animal|critter/critters|creature/creatures|beast/beasts|animal/animals"
    ),
    "o:cat": (
        "moggie/moggies|feline/felines|pussy cat/cats|house cat/cats|kittie/kitties|"
        "moggy/moggies|pussycat/pussycats|stray cat/cats|kitty/kitties|tomcat/tomcats|cat/cats|kitten/kittens"
    ),
    "o:dog": (
        "doggie/doggies|labrador/labradors|german shepherd/shepherds|terrier/terriers|poodle/poodles|"
        "rottweiler/rottweilers|bulldog/bulldogs|greyhound/greyhounds|four legged friend/friends|"
        "sheepdog/sheepdogs|hound dog/dogs|"
        "doggo/doggos|stray dog/dogs|hound/hounds|pup/pups|doggy/doggies|pooch/pooches|"
        "mutt/mutts|canine/canines|"
        "dog/dogs|puppy/puppies"
    ),
    "o:bird": (
        "raven/ravens|magpie/magpies|goose|geese|starling/starlings|parrot/parrots|robin/robins|"
        "blackbird/blackbirds|hen/hens|chicken/chickens|rooster/roosters|owl/owls|hawk/hawks|"
        "jackdaw/jackdaws|ducks|swans|feathered visitor/visitors|feathered friend/friends|"
        "gull/gulls|seagull/seagulls|crow/crows|sparrow/sparrows|birdie/birdies|pigeon/pigeons|"
        "bird/birds|pigeon/pigeons"
    ),
    "o:horse": ("pony/ponies|mare/mares|foal/foals|stallion/stallions|horse/horses"),
    "o:laptop": (
        "notebook pc|macbook/macbooks|laptop computer/computers|portable computer/computers|"
        "laptop/laptops|notebook computer/computers"
    ),
    "o:umbrella": ("brolly/brollies|parasol/parasols|umbrella/umbrellas"),
    "o:bottle": (
        "beer bottle/bottles|bottle of beer|bottles of beer|bottle of spirits|bottles of spirits|"
        "plastic bottle/bottles|milk bottle/bottles|bottle of liquor|bottles of liquor|bottle of whisky|"
        "bottles of whisky|"
        "wine bottle/bottles|bottle of wine|bottles of wine|bottle of water|bottles of water|"
        "water bottle/bottles|glass bottle/bottles|"
        "bottle/bottles"
    ),
    "o:cell phone": (
        "mobile/mobiles|iphone/iphones|handset/handsets|smart phone/phones|"
        "cell phone/phones|mobile phone/phones|phone/phones|smartphone/smartphones|cellphone/cellphones"
    ),
    "o:skateboard": "skateboard/skateboards",
    "o:chair": "chair/chairs",
    "o:knife": ("kitchen knife/knives|blade/blades|knife/knives"),
    "o:any": (
        "anything that moves around|any moving thing|any moving object|moving objects|moving object|"
        "anything in motion|something in motion|any sign of movement|signs of movement|sign of movement|"
        "any sign of activity|signs of activity|any activity at all|any movement at all|"
        "any motion at all|anything whatsoever moving|anything at all that moves|stuff moving|"
        "things moving|movement whatsoever|motion whatsoever|"
        "any movement|any motion|anything that is moving|anything moving at all|something that moves|"
        "anything at all moving|movement of any kind|motion of any kind|any sort of movement|"
        "any kind of movement|motions|"
        "motion|movement/movements|activity|whatever moves|anything moving|anything that moves|something moving"
        "|something moves|anything moves"
    ),
}
