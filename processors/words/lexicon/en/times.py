"""Days, hours and times of day."""

PHRASES = {
    "d:mon": "monday/mondays|mon",
    "d:tue": "tuesday/tuesdays|tue|tues",
    "d:wed": "wednesday/wednesdays|wed",
    "d:thu": "thursday/thursdays|thu|thur|thurs",
    "d:fri": "friday/fridays|fri",
    "d:sat": "saturday/saturdays|sat|sats",
    "d:sun": "sunday/sundays|sun",
    "d:mon,tue,wed,thu,fri": (
        "office days|on office days|business weekdays|any working day|"
        "every working day|each working day|every workday|any workday|mondays to fridays|"
        "monday through to friday|mon to fri|mondays through fridays|weekdays mon fri|"
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
        "when its dark|when it is dark|once its dark|once it is dark|once it gets dark|while its dark|"
        "during darkness|in darkness|in the darkness|hours of darkness|in the hours of darkness|"
        "in the dead of night|the dead of night|dead of night|all night|all night long|the whole night|"
        "nocturnally|in the small hours|small hours|at night time|during night hours|at night-time|"
        "after nightfall|nighttimes|of a night|"
        "at nights|during nights|night-time|at nighttimes|in the night time|overnights|nightly|"
        "in the dark|in the middle of the night|throughout the night|through the nights|during the nights|"
        ""
        "night|at night|overnight|nights|nighttime|night time|by night|at nighttime|during the night|in the night"
        "|through the night|every night|night hours|tonight|each night|after dark"
    ),
    "h:office": (
        "in office time|core hours|in working time|during office time|while the office is open|"
        "during our opening hours|our opening hours|during our business hours|our office hours|"
        "our working hours|our business hours|in business hours|when the office is open|"
        "during normal working hours|normal working hours|normal office hours|regular office hours|"
        "regular business hours|standard office hours|standard business hours|usual office hours|"
        "usual opening hours|normal business hours|normal opening hours|regular opening hours|"
        "regular working hours|while were open|when were open|"
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
        "outside normal office/business/working/opening hours|"
        "outside of normal office/business/working/opening hours|"
        "outside our opening/office/business/working hours|"
        "outside regular office/business/working/opening hours|"
        "outside usual office/business/working/opening hours|out of opening hours|out of business hours|"
        "out of working hours|when were shut|while were shut|while we are shut|when shut|while shut|"
        "once were closed|once we close|once the shop is closed|once the store is closed|"
        "after the shop closes|after the shop has closed|after the store closes|after the office closes|"
        "when the shop is shut|while the shop is shut|when the place is shut|when the office is empty|"
        "when nobody should be there|beyond office hours|beyond opening hours|beyond business hours|"
        "beyond working hours|after opening hours|after trading hours|after shop hours|after store hours|"
        "after close|after closing hours|after lock up|after locking up|"
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
    "m:from": "from",
    "m:to": ("and ending at|ending at|and ends at|and ending|up until|to|till|until|through|thru|up to"),
    "m:between": ("between the hours of|in between|between"),
    "m:after": "after|past|later than|from on|starting at|as of|starting|beginning at|since",
    "m:before": "before|until|till|prior to|earlier than|up until",
    "m:on": "on|onwards|onward",
    "m:quarterto": "quarter to",
    "m:quarterpast": "quarter past",
}
