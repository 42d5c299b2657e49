"""Vehicles, animals and things."""

PHRASES = {
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
    "o:handbag": ("clutch bag/bags|pocketbook/pocketbooks|purses|handbag/handbags|hand bag/bags|purse/purses"),
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
}
