"""How people ask for an alert, and what they say around it that changes nothing."""

_ME = "me/us"
_SMALL = "nudge/shout/ping/ring/buzz/bell/call/signal/warning/tip/poke/prod/note/text/message/beep/whistle/wave/alert/notification/notice/holler/bleep/alarm/report/update"
_SEND = "send/give/drop/shoot/fire/push/leave/get/forward/pop/bung/throw"
PHRASES = {
    "m:trigger": "|".join(
        (
            f"{_SEND} {_ME}? a/an/one? quick/short/little/brief? {_SMALL}",
            f"{_SEND} {_ME}? off? a/an/one? {_SMALL}",
            f"give {_ME} a heads-up|give {_ME} a tip off|give {_ME} a tip-off|tip {_ME} off|clue {_ME} in|fill {_ME} in",
            "id/we'd/would appreciate a/an {small}|appreciate a/an {small}|grateful for a/an {small}".replace(
                "{small}", _SMALL
            ),
            "happy to get a/an {small}|love a/an {small}|after a/an {small}|like a/an {small}".replace(
                "{small}", _SMALL
            ),
            "i/we would/will/should/must/need/want/wanna/have to? like? to? be? told/informed/alerted/notified/warned/pinged/know/hear",
            (
                "eyes on|an eye on|tabs on|keep tabs on|keep close tabs on|keep a lookout for|be on the lookout for|on the lookout for"
                "|keep a watchful eye on|have an eye on|have a look at|take a look at|keep a look out for|keep your eyes peeled for"
                "|keep your eyes open for|keep watch for|keep watching|keep checking|keep monitoring|stay on the lookout for"
            ),
            (
                "flag up|sing out|call out|cry out|speak up|shout out|shout|yell|holler|scream|pipe up|go mad|kick off an alert"
                "|set off an alert|set off an alarm|set off alarms|set an alarm|set an alert|set up an alert|set up an alarm"
                "|set up a warning|set up a notification|set up an alarm for|start an alarm|activate an alarm|activate an alert"
                "|throw an alert|throw an alarm|throw up an alert|put out a warning|sound a warning|issue an alert|issue a warning"
                "|create an alert|create an alarm|generate an alarm|generate a warning|produce an alert|trip the alarm"
            ),
            (
                "make some noise|make a noise|prompt me|prompt us|remind me|remind us|bring to my attention|make me aware"
                "|make us aware|i should be made aware|be made aware|be aware|let someone know|let somebody know|let the team know"
                "|let everyone know|have me told|have us told|tell the team|tell everyone|tell us all|raise a warning"
                "|raise a notification|raise an event|raise a ticket|open a ticket|raise a flag when|put up a flag"
                "|put it on the log|put it on record|worth an alert|worth a message|worth a ping|worth flagging"
                "|worth reporting|should be flagged|should be reported|should be notified|should be alerted|need flagging up"
            ),
            (
                "any chance of an alert|any chance of a message|any chance of a ping|any chance of a heads up"
                "|an alarm please|alarm please|alert please|notification please|message please|ping please|warning please"
                "|alert requested|notification requested|alarm requested|alert required|notification required|alarm required"
                "|alert needed|alarm needed|warning needed|notification needed|alert wanted|alarm wanted|requesting an alert"
            ),
        )
    ),
}
COURTESIES = (
    "a pain|a real pain|a nuisance|a bit of a pain|for safety reasons|for security reasons|for insurance reasons|as a reminder|just fyi|for our records|for the files|boss says|new rule|house rule|standing order|reminder for myself|reminder to self|note to self|small test|just a test|only a test|"
    "could the system please|the system|the system please|can the system|on foot|thats all|that is all|nothing more|nothing else needed|at the site|on site|on our site|"
    "any chance you could|any chance you can|any chance we could|any chance we can|any chance i could|"
    "any chance that you|any chance|is there any chance|is there a way to|is there any way to|"
    "is there a way you could|any way you could|is it possible to|would it be possible to|"
    "would it be possible that|would it be possible for you to|would you be able to|will you be able to|"
    "are you able to|can you please|could you please|could you kindly|could you possibly|can you possibly|"
    "do you think you could|do you mind|would you mind|if you dont mind|if you would|if you wouldnt mind|"
    "if its not too much trouble|if it isnt too much trouble|if thats possible|if thats ok|if thats okay|"
    "if thats alright|if i may|if i could|may i ask you to|can i ask you to|can i get|can we get|could i get|"
    "could we get|can i have|can we have|could i have|could we have|may i have|id be grateful if|"
    "we'd be grateful if|i would be grateful if|we would be grateful if|id be happy if|i would be happy if|"
    "we'd be happy if|id appreciate it if|i would appreciate it if|we would appreciate it if|"
    "we'd appreciate it if|it would be great if|itd be great if|would be great if|it would be nice if|"
    "would be nice if|itd be nice if|it would be good if|would be good if|it would help if|would help if|"
    "it would be helpful if|would be helpful if|it would be useful if|it would be ideal if|be so kind as to|"
    "be so kind and|be a dear and|be good enough to|feel free to|do me a favour and|do me a favor and|"
    "do us a favour and|do us a favor and|be sure to|make sure you|please make sure you|dont forget to|"
    "do not forget to|remember to|go ahead and|good morning|good evening|good afternoon|good day|hi there|"
    "hello there|hey there|hi team|hello team|hey team|hi guys|hey guys|hello guys|you guys|hi folks|"
    "hey folks|dear team|dear colleagues|dear all|hi everyone|hello everyone|many thanks|thanks a lot|"
    "thanks so much|thank you|thank you very much|thanks very much|thanks in advance|much appreciated|"
    "thanks a million|cheers mate|cheers guys|best regards|kind regards|all the best|have a good one|"
    "have a nice day|im afraid|i am afraid|i suppose|i guess|i reckon|i believe|i fear|i think that|"
    "i was thinking|i was wondering if you could|i was wondering if|i wonder if you could|"
    "wondering if you could|to be fair|to be clear|just to be clear|to be precise|to be exact|to be safe|"
    "to be on the safe side|as a precaution|for good measure|as far as i know|as far as possible|"
    "in my opinion|frankly speaking|strictly speaking|roughly speaking|more or less|or so|or thereabouts|"
    "give or take|by any chance|for whatever reason|for any reason|for some reason|for our purposes|"
    "at this point|at the moment|right now|for now|for the time being|for the moment|from here on|"
    "from here on out|going forward|from now onwards|as from today|starting now|starting today|"
    "beginning today|until further notice|till further notice|as ever|as per usual|as mentioned|"
    "as mentioned before|as i said|like i said|as said|as before|as requested|per our policy|as per policy|"
    "per policy|as per instructions|per instructions|by policy|quite frankly|needless to say|"
    "it goes without saying|obviously|evidently|naturally|certainly|definitely|surely|literally|seriously|"
    "genuinely|truly|honestly|for real|big time|like crazy|in fact|as such|so to speak|if you will|you see|"
    "mind you|listen up|right then|okay then|ok then|well then|so then|here goes|quick one|quick question|"
    "small request|a request|one request|my request|our request|okay so|ok so|right so|so yeah|yeah so|"
    "and yeah|sick of|tired of|sick and tired of|fed up with|fed up of|worried about|were worried about|"
    "im worried about|we are worried about|i am worried about|concerned about|im concerned about|"
    "we are concerned about|as well|too|anyway|anyhow|after all|at all|whatsoever|in any way|in some way|"
    "somehow|of any kind|of any sort|of some kind|of some sort|at any point|at any moment|at any given time|"
    "at any given moment|each and every|any and every|any and all|every single|each single|any sort of|"
    "any kind of|some sort of|some kind of|a kind of|a sort of|all kinds of|all sorts of|a total of|total of|"
    "a grand total of|solid|full-on|on the trot|non-stop|nonstop|non stop|without a break|"
    "without interruption|without break|without pause|in one stretch|in one go without|"
    "back-to-back minutes|unbroken|solidly|continually|constantly|persistently|the whole time|all that time|"
    "the entire time|clearly|absolutely|i suspect|we suspect|still|plz|kindly"
)
"""Wherever one of them stands, or is left out, the wish is the same."""
