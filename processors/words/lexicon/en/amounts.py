"""How long, how many, how fast, how large, how certain."""

PHRASES = {
    "cm:over": (
        "lasting longer than|lasting more than|lasting over|that lasts longer than|lasts longer than|"
        "lasts more than|lasts over|which lasts longer than|for longer than|going on for more than|"
        "fills up to more than|fills up with more than|fills to more than|fills up beyond|"
        "gets fuller than|"
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
        "are at least|is at least|be at least|were at least|been at least|was at least|"
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
        "are at most|is at most|be at most|were at most|"
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
        "must/should be staffed/manned/occupied|must/should always be staffed/manned/occupied|"
        "has/have to be staffed/manned/occupied|has/have to always be staffed/manned/occupied|"
        "needs/need to be staffed/manned/occupied|is/are to be staffed/manned/occupied|"
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
    "m:within": (
        "thru in under|in less than|within less than|in under|of one another|of the other|of the first|"
        "after the first|after the first one|behind the first|between them|"
        "between the two|"
        "within|less than|inside|in under|of each other|of one another"
    ),
    "m:near": "within|nobody within|no one within|closer than|in a radius of|radius|radius of|within a radius of|around",
    "m:half": "and a half",
    "n:12": "dozen|a dozen",
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
    "n:6": ("half a dozen|half dozen"),
}
