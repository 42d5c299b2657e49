"""The label names that a guard may use: groups, what common models know, and what needs no model."""

from orin.processors.labels import GROUPS, MOVING, OBJECT

_COCO = """person;bicycle;car;motorcycle;airplane;bus;train;truck;boat;traffic light;fire hydrant;stop sign
parking meter;bench;bird;cat;dog;horse;sheep;cow;elephant;bear;zebra;giraffe;backpack;umbrella;handbag;tie;suitcase
frisbee;skis;snowboard;sports ball;kite;baseball bat;baseball glove;skateboard;surfboard;tennis racket;bottle
wine glass;cup;fork;knife;spoon;bowl;banana;apple;sandwich;orange;broccoli;carrot;hot dog;pizza;donut;cake;chair;couch
potted plant;bed;dining table;toilet;tv;laptop;mouse;remote;keyboard;cell phone;microwave;oven;toaster;sink
refrigerator;book;clock;vase;scissors;teddy bear;hair drier;toothbrush"""
COCO = frozenset(_COCO.replace("\n", ";").split(";"))
"""Class names of the COCO data set, as ultralytics' models spell them."""

KNOWN = COCO | frozenset(GROUPS) | frozenset().union(*GROUPS.values()) | {OBJECT, MOVING}


def expand(names: tuple[str, ...]) -> frozenset[str]:
    """The labels that `names` (labels and groups) stand for; empty for no names, which means any label."""
    return frozenset(label for name in names for label in GROUPS.get(name, frozenset({name})))
