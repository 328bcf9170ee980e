//! English: cookbooks, blogs, old books; British and American.

mod heats;

use super::all;

#[test]
fn plain_times_and_ranges() {
    all(
        "en",
        &[
            ("Bake for 35 minutes.", "35m"),
            ("Bake 10-12 minutes, until the edges colour.", "10m-12m"),
            ("Simmer 20 – 25 min, then taste.", "20m-25m"),
            ("Roast for 15 to 20 minutes or until blistered.", "15m-20m"),
            ("Grill between 4 and 6 minutes.", "4m-6m"),
            ("Bake between 45 minutes and 1 hour.", "45m-1h"),
            ("Braise from two to three hours.", "2h-3h"),
            ("Cook 5 or 6 minutes.", "5m-6m"),
            ("Toast for 45 seconds to 1 minute.", "45s-1m"),
            ("Chill for 30 minutes to an hour.", "30m-1h"),
            ("Proof for 1 to 1 1/2 hours.", "1h-1.5h"),
            ("Stew 2½–3 hrs.", "2.5h-3h"),
            ("Bake 15~18 mins.", "15m-18m"),
            ("Leave for 1-1/2 hours.", "1.5h"),
            ("Poach the pears 20/25 minutes.", "20m-25m"),
            ("Give the loaf a 10- to 12-minute rest.", "10m-12m"),
            ("Boil for 5 min. to 8 min. until soft.", "5m-8m"),
            ("Simmer 30 minutes or 1 hour.", "30m-1h"),
            ("Let the bones simmer for 4, 5 or even 6 hours.", "4h-6h"),
            ("Cook it down by half, 6 to 8 minutes.", "6m-8m"),
        ],
    );
}

#[test]
fn numbers_in_words_and_parts() {
    all(
        "en",
        &[
            ("Boil twenty-five minutes.", "25m"),
            ("Stand for forty five minutes.", "45m"),
            ("Stew an hour and a half.", "1.5h"),
            ("Let it rise for one and a half hours.", "1.5h"),
            ("Simmer half an hour.", "30m"),
            ("Simmer for a half-hour.", "30m"),
            ("Boil three-quarters of an hour.", "45m"),
            ("Steam an hour and a quarter.", "1.25h"),
            ("Cook for a quarter of an hour.", "15m"),
            ("Soften for a couple of minutes.", "2m"),
            ("Cool for a minute or two.", "1m-2m"),
            ("Leave an hour or two in a cool place.", "1h-2h"),
            ("Simmer for 1.5 hours.", "1.5h"),
            ("Bake for ¾ hour.", "45m"),
            ("Cook for 2 and 1/2 hours.", "2.5h"),
            ("Boil hard for one minute.", "1m"),
            ("Leave at least 6 hours but no longer than 24.", "6h-1d"),
            ("Fry for a full minute.", "1m"),
            ("Let stand several minutes.", "few"),
            ("Cook for a few minutes more.", "few"),
            ("Boil ten or twelve minutes.", "10m-12m"),
            ("Stir for thirty seconds.", "30s hands"),
            ("Boil the pudding five-and-thirty minutes.", "35m"),
            ("Boil between five and twenty minutes.", "5m-20m"),
            ("Steep the sloes for a fortnight.", "14d"),
        ],
    );
}

#[test]
fn compounds_and_short_forms() {
    all(
        "en",
        &[
            ("Roast for 1 hour 30 minutes.", "1.5h"),
            ("Roast 1 hour and 15 minutes.", "1.25h"),
            ("Bake 1 hr 10 until risen.", "70m"),
            ("Bake for 1 hr 5 minutes-1 hr 25.", "65m-85m"),
            ("Braise 45 min to 1 hr 15, covered.", "45m-1.25h"),
            ("Roast for 1 hour 20 potatoes.", "1h"),
            ("Slow cook for 2hr 45min until set.", "2.75h"),
            ("Bake 1h30.", "1.5h"),
            ("Bake 1 h 20 min covered.", "80m"),
            ("Bake 1hr, 10 mins.", "70m"),
            ("Boil for 2 minutes and 30 seconds.", "2.5m"),
            ("Cook for 1 hour 20 to 30 minutes.", "80m-1.5h"),
            ("Leave for 90s, then beat for 5m.", "1.5m, 5m hands"),
            ("Bake for\u{a0}12\u{202f}minutes.", "12m"),
            ("COOK FOR 20 MINUTES", "20m"),
            ("Cook 3min/side.", "3m side"),
            ("Torch for 40 s until dark.", "40s"),
            ("Tie with string for 30 m.", ""),
        ],
    );
}

#[test]
fn open_ends_and_nights() {
    all(
        "en",
        &[
            ("Rest at least 20 minutes before slicing.", "20m+"),
            ("Rest for a minimum of 15 minutes.", "15m+"),
            ("Soak for 4 hours or more.", "4h+"),
            ("Marinate 4+ hours.", "4h+"),
            ("Marinate for up to 2 hours.", "0s-2h"),
            ("Fry for no more than 5 minutes.", "0s-5m"),
            ("Blanch 2 minutes at most.", "0s-2m"),
            ("Soak the beans overnight.", "8h-12h"),
            ("Leave to drain through the night.", "8h-12h"),
            ("Chill for 4 hours or overnight.", "4h-12h"),
            ("Chill for at least 2 hours, preferably overnight.", "2h-12h"),
            ("Marinate 30 minutes to 1 hour (or overnight if you have time).", "30m-1h, 8h-12h or"),
            ("Refrigerate overnight or up to 2 days.", "8h-2d"),
            ("Refrigerate at least 1 hour and up to 24 hours.", "1h-1d"),
            ("Refrigerate at least 4 and up to 24 hours.", "4h-1d"),
            ("Soak overnight, or at least 6 hours.", "6h-12h"),
            ("Let the dough rise overnight (8 to 10 hours).", "8h-10h"),
            ("Defrost overnight in the fridge.", "8h-12h"),
            ("Leave it until the next day.", "8h-12h"),
            ("Stand for 2 hours at room temperature, or ideally overnight in the fridge.", "2h, 8h-12h or"),
            ("Chill for 1 hour (ideally 3).", "1h, 3h or"),
            ("Marinate in the fridge for up to 24 hours.", "0s-1d"),
            ("Store in a dark cupboard for at least a month before opening.", "30d+"),
            ("Serve with overnight oats.", ""),
        ],
    );
}

#[test]
fn roles_of_a_timer() {
    all(
        "en",
        &[
            ("Add the garlic and cook another minute.", "1m more"),
            ("Cook for a further 10 minutes.", "10m more"),
            ("Give it 15 more minutes.", "15m more"),
            ("Simmer ten minutes longer.", "10m more"),
            ("Sear 3 minutes per side.", "3m side"),
            ("Grill on each side for 4 to 5 minutes.", "4m-5m side"),
            ("Fry 2 minutes each side, then rest for 5.", "2m side, 5m"),
            ("Fry the cakes in batches, 3 minutes per batch.", "3m each"),
            ("Bake 40 minutes in a metal pan or 50 minutes in a glass one.", "40m, 50m or"),
            ("Cook on high for 3 hours or on low for 6 hours.", "3h, 6h or"),
            ("Knead for 8 minutes.", "8m hands"),
            ("Whisk over the heat for 3 minutes, then leave to cool for 10.", "3m hands, 10m"),
            ("Cook, stirring constantly, for 4 minutes.", "4m hands"),
            ("Bake 25 minutes at 350°F, then 10 at 300.", "25m, 350F, 10m, 300F?"),
            ("Brown for 4 minutes on one side and 3 on the other.", "4m, 3m"),
            ("Fold in the flour, 2x20 seconds.", "20s hands"),
            ("Set a timer for 12 minutes.", "12m"),
            ("Fry for a second time, 2-3 minutes.", "2m-3m"),
            ("Leave for a second.", "1s"),
            ("Bake 8 minutes, turn the tray, then bake another 6-8.", "8m, 6m-8m more"),
            ("Knead 6 minutes by machine, or 10 by hand.", "6m hands, 10m or hands"),
            ("Slow-cook 8 hrs on LOW/4 hrs on HIGH.", "8h, 4h or"),
            ("Simmer the stock for 3 hours (or longer).", "3h+"),
            ("Soak for 2 hours (or 15 minutes in boiling water).", "2h, 15m or"),
            ("Bake for 25 minutes (20 minutes in a fan oven).", "25m, 20m or"),
            ("Cook on low for 6-8 hours or high for 3-4.", "6h-8h, 3h-4h or"),
            ("Turn the steaks every minute for 8 minutes total.", "every 1m, 8m"),
            ("Mix 3 minutes on low and 6 minutes on high.", "3m hands, 6m hands"),
            ("Rest: 15 minutes.", "15m"),
        ],
    );
}

#[test]
fn numbers_that_count_as_the_time_before() {
    all(
        "en",
        &[
            ("Fry 2 minutes for soft, 4 for firm.", "2m, 4m or"),
            ("Boil 6 minutes for a soft yolk, 9 minutes for a hard one.", "6m, 9m or"),
            ("Stew 1/2 hr on high, then 2 hrs on low.", "30m, 2h"),
            ("Fry for 5 or 6 minutes, with a lid 3 minutes.", "5m-6m, 3m"),
            ("Bake 8 minutes for soft biscuits or 10 for crunchy ones.", "8m, 10m or"),
            ("Steam for 12 minutes, or 15 if the dumplings are frozen.", "12m, 15m or"),
            ("Cure for 24 hours (48 for a thick piece).", "1d, 2d or"),
            ("Roast 15 minutes. Stir. Roast another 10, or until golden.", "15m, 10m more"),
            ("Wait three minutes, skim, wait three more.", "3m, 3m more"),
            ("Boil the rice 10 minutes. Do not stir. Cover and leave for 5 more.", "10m, 5m more"),
            ("Fry for 5 minutes. Add 2 more eggs.", "5m"),
            ("Cook 3 minutes for 2 eggs.", "3m"),
            ("Grill for 12 minutes, turning every 3.", "12m, every 3m"),
            ("Whip for 6 minutes, adding the sugar over the last 3.", "6m hands, left 3m"),
        ],
    );
}

#[test]
fn times_that_nobody_waits_for() {
    all(
        "en",
        &[
            ("Keeps for 5 days in the fridge.", "(5d storage)"),
            ("Store in a tin for up to 3 days.", "(0s-3d storage)"),
            ("Leftovers will be fine for 2 days.", "(2d storage)"),
            ("Freeze for up to 3 months.", "(0s-90d storage)"),
            ("Cover and refrigerate for up to 3 days.", "(0s-3d storage)"),
            ("The dough can be made 2 days ahead.", "(2d ahead)"),
            ("The sauce can be prepared up to 24 hours in advance.", "(0s-1d ahead)"),
            ("Reheat in the microwave for 2 minutes.", "(2m reheat)"),
            ("To reheat, bake at 180C for 10 minutes.", "180C, (10m reheat)"),
            ("Total time: 50 minutes.", "(50m total)"),
            ("Prep: 20 mins. Cook: 1 hr.", "(20m total), (1h total)"),
            ("Serves 4 in 20 minutes.", "(20m total)"),
            ("A 30-minute meal for busy nights.", "(30m told)"),
            ("Feed the 24-hour sourdough starter.", "(1d told)"),
            ("Punch down a 2-hour-old dough.", "(2h told)"),
            ("Serve with 5-minute eggs.", "(5m told)"),
            ("Stir in the 10 minute oats.", "(10m told)"),
            ("Sear 3 min. per side, 6 min. total.", "3m side, (6m total)"),
            ("Roast for 2 hours. | After the 2 hours, lift off the lid.", "2h | (2h again)"),
            ("Let it prove for 90 minutes. | When the 90 minutes are up, knock it back.", "1.5h | (1.5h again)"),
            ("Remove the steak from the fridge 30 minutes before cooking.", "(30m lead)"),
            ("About an hour before serving, take out the cheese.", "(1h lead)"),
            ("Start it the day before.", ""),
            ("Feed the starter twice a day.", "(1d told)"),
            ("After those two hours, stir in the chives.", "(2h again)"),
            ("The chutney keeps for a year.", "(365d storage)"),
            ("The whole process takes 2 days.", "(2d total)"),
            ("Cook twice as long.", ""),
            ("My grandmother made this for 40 years.", "(14600d told)"),
            ("Cook 2 minutes less than the packet says.", "(2m told)"),
            ("Roast for 20 minutes per pound.", "(20m told)"),
            ("Boil fifteen minutes to the pound, then rest 20 minutes.", "(15m told), 20m"),
            ("Roast for 20 mins/lb + 20 mins.", "(20m told), (20m told)"),
            ("Roast 25 minutes per 500g plus 20 minutes, and rest.", "(25m told), (20m told)"),
            ("Hands-on time 20 min, total 2 hr 10 min.", "(20m total), (130m total)"),
            ("Cooking time: 3 hours on high or 6 hours on low.", "(3h total), (6h total)"),
            ("My stove is fierce, so it took only 8 minutes.", "(8m told)"),
            ("Bake until set; mine took 25 minutes.", "25m"),
            ("Soften the leeks. It took about 10 minutes.", "10m"),
            ("Brine it for 4 hours. I left mine for 7 hours.", "4h, (7h told)"),
            ("Marinating time overnight", "(8h-12h total)"),
            ("It reheats nicely: 2 minutes in the microwave.", "(2m reheat)"),
            ("Freeze it flat. Thaw overnight before reheating.", "(8h-12h reheat)"),
            ("It freezes well for 3 months. Thaw overnight in the fridge.", "(90d storage), (8h-12h reheat)"),
            ("Blanch 2 minutes, not a minute longer.", "2m, (1m told)"),
            ("Prep 15 min; cook 40 min.", "(15m total), (40m total)"),
            ("The box says 9 minutes, 7 minutes is plenty.", "(9m told), 7m"),
            ("The keep-warm setting is fine for up to 2 hours.", "(0s-2h storage)"),
            ("Reduce the baking time by 10 minutes.", "(10m told)"),
            ("Do not open the oven for the first 20 minutes.", "(20m told)"),
            ("Eat within 2 days.", "(2d storage)"),
            ("Cut it 1 in. thick and add a 14-oz can.", ""),
            ("At 5,000 m add water.", ""),
            ("Cut it 5 mm thick after 2 h of chilling.", "2h"),
            ("Heat 1 can (400 g) for 4-6 people.", ""),
        ],
    );
}

#[test]
fn befores_and_afters_that_are_waited_for() {
    all(
        "en",
        &[
            ("Rest 10 minutes before carving.", "10m"),
            ("Put the ribs in the fridge overnight or up to 36 hours before smoking.", "8h-1.5d"),
            ("Add the sugar over 4 minutes.", "4m"),
            ("Let it cool for 5 minutes before turning out.", "5m"),
            ("Leave the dough for a 30-minute rest.", "30m"),
            ("After 3 minutes of heating, add the oil.", "3m"),
            ("Reheat the oil for 1 minute.", "1m"),
            ("Keep stirring for 5 minutes.", "5m hands"),
            ("Keep in the fridge for 30 minutes.", "30m"),
            ("Cure in the fridge for 3 days.", "3d"),
            ("Ferment for 2 weeks in a cool place.", "14d"),
            ("It should take 3-4 minutes.", "3m-4m"),
            ("Microwave for 90 seconds.", "1.5m"),
        ],
    );
}

#[test]
fn cues() {
    all(
        "en",
        &[
            ("Roast for 40 minutes, turning halfway through.", "40m, half"),
            ("Bake 30 minutes; rotate the tin half-way.", "30m, half"),
            ("Smoke for 3 hours, basting every 30 minutes.", "3h, every 30m"),
            ("Simmer for 2 hours, stirring every half hour.", "2h, every 30m"),
            ("Stir every minute.", "every 1m"),
            ("Microwave in 30-second bursts.", "every 30s"),
            ("Microwave 20 seconds at a time.", "every 20s"),
            ("Bake for 1 hour, covering with foil after 40 minutes.", "1h, @40m"),
            ("Roast for 1 hour. After 20 minutes, turn the oven down.", "1h, @20m"),
            ("Bake for 35 minutes; start checking at 25 minutes.", "35m, @25m"),
            ("Add the peas for the last 5 minutes.", "left 5m"),
            ("With 10 minutes left, add the beans.", "left 10m"),
            ("Take off the lid 10 minutes before the end.", "left 10m"),
            ("Flip at the 10-minute mark.", "@10m"),
            ("Bake for 2 hours, covering it after the first hour.", "2h, @1h"),
            ("Fry 4 minutes. | Air fry for 8 minutes. Flip after 4 minutes.", "4m | 8m, @4m"),
            ("Fill the tin halfway up the sides.", ""),
            ("Cut halfway through the loaf.", ""),
            ("Stir every few minutes.", "few"),
        ],
    );
}
