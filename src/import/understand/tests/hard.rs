//! Numbers whose meaning depends on the words around them.

use super::all;

#[test]
fn colons_and_primes() {
    all(
        "en",
        &[
            ("Microwave for 1:30 minutes.", "1.5m"),
            ("Roast for 1:30 hours.", "1.5h"),
            ("Bake for 1:15 h.", "1.25h"),
            ("Simmer for 0:45 h.", "45m"),
            ("Cook 2:30 min.", "2.5m"),
            ("Bake for 1:15.", "1.25h"),
            ("Braise for 1:30:00.", "1.5h"),
            ("Mix one part to two, 1:2, then rest.", ""),
            ("Cook for 90'.", "1.5h"),
            ("Boil for 6'30\".", "6.5m"),
            ("Use a 9\" tin.", ""),
        ],
    );
    all("de", &[("Ca. 1:30 Std. schmoren.", "1.5h")]);
}

#[test]
fn a_bracket_belongs_to_what_stands_before_it() {
    all(
        "en",
        &[
            ("Roast 1 hour 20 (turning after 40).", "80m, @40m"),
            ("Cook on high pressure for 10 minutes (it takes about 15 minutes to come up).", "10m, (15m told)"),
            ("Bake 25-30 minutes (25 minutes is usually enough!).", "25m-30m, (25m told)"),
            ("Bake 28-31 minutes. (29 is mostly perfect.)", "28m-31m"),
        ],
    );
}

#[test]
fn caps_and_choices() {
    all(
        "en",
        &[
            ("Rest the dough; do not leave it longer than 12 hours.", "(12h+ told)"),
            ("Avoid soaking for more than 10 hours.", "(10h+ told)"),
            ("Blend in short bursts (up to 80 sec).", "(0s-80s told)"),
            ("Marinate overnight, but at least 4 hours.", "4h-12h"),
            ("Marinate 3-4 hours or overnight.", "3h-4h, 8h-12h or"),
            ("Chill 3 - 3.5 hours max.", "3h-3.5h"),
            ("Bake 1h15/1h45.", "1.25h-1.75h"),
        ],
    );
}

#[test]
fn one_side_of_two_has_its_own_time() {
    all(
        "en",
        &[
            ("Sear the duck 6 minutes skin side down, then 3 minutes on the other side.", "6m, 3m"),
            ("Fry 4 minutes per side.", "4m side"),
        ],
    );
    all("fr", &[("Saisir le canard 6 minutes côté peau, puis 3 minutes de l'autre côté.", "6m, 3m")]);
    all("de", &[("Die Brust 6 Minuten auf der Hautseite braten, dann 3 Minuten auf der anderen Seite.", "6m, 3m")]);
}

#[test]
fn as_long_again_is_another_time() {
    all(
        "en",
        &[(
            "Bake 7-9 minutes. Once crisp flip each one, back in the oven for another 7-9 minutes.",
            "7m-9m, 7m-9m more",
        )],
    );
    all("de", &[("Über Nacht, mindestens aber 4 Stunden marinieren.", "4h-12h")]);
}

#[test]
fn heats_with_what_stands_around_them() {
    all(
        "en",
        &[
            (
                "Prepare a water bath: lower the oven to 325 degrees. Fill a bowl with hot tap water to bring it to 150 degrees.",
                "325F?, 150F? liquid",
            ),
            ("Roast at 220 °C, then reduce to 180 °C after 10 minutes.", "220C, 180C, 10m"),
            ("Preheat to 470 F - 240 C.", "470F/240C pre"),
            ("Leave it in the switched-off oven for 10 minutes.", "10m"),
        ],
    );
}
