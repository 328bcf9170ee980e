//! Both recipes that ship with baste: on time, late, with slips, and every way that set-up offers.

use crate::evening::{Evening, prepared};

#[test]
fn crispy_pork_on_time() {
    Evening::of(prepared("crispy", &["quick"]))
        .eat("2:33")
        .at("0:15")
        .done("Score and rub")
        .runs("Chill")
        .at("0:32")
        .oven_on("350 F")
        .eat("2:33")
        .at("0:45")
        .done("Chill")
        .at("0:47")
        .oven_hot("350 F")
        .done("Line the tray")
        .start("Roast")
        .runs("Roast")
        .waits("Stir the glaze")
        .at("0:52")
        .done("Stir the glaze")
        .eat("2:33")
        .at("1:47")
        .done("Roast")
        .done("Freeze some?")
        .at("1:50")
        .done("Baste")
        .runs("Set the glaze")
        .at("2:10")
        .done("Set the glaze")
        .at("2:12")
        .done("Baste again")
        .runs("Finish")
        .at("2:22")
        .done("Finish")
        .at("2:23")
        .oven_off()
        .at("2:27")
        .done("Cool")
        .eat("2:32")
        .at("2:32")
        .done("Serve")
        .served(&[
            "0:32 oven on, 350 F",
            "0:45 (Chill: out)",
            "0:47 oven at 350 F?",
            "1:47 Roast: out",
            "2:10 Set the glaze: out",
            "2:22 Finish: out",
            "2:23 oven off",
            "2:27 (Cool: out)",
        ]);
}

#[test]
fn crispy_pork_overnight_and_late() {
    Evening::of(prepared("crispy", &["overnight"]))
        .eat("15:03")
        .at("0:15")
        .done("Score and rub")
        // Up an hour after the pork was ready.
        .at("9:15")
        .heard("Chill: look")
        .done("Chill")
        .runs("On the counter")
        .eat("12:03")
        .at("10:05")
        .oven_on("350 F")
        .at("10:15")
        .done("On the counter")
        .done("Line the tray")
        // Not hot yet: the pork waits, and dinner with it.
        .waits("Roast")
        .eat("12:06")
        .at("10:21")
        .oven_hot("350 F")
        .start("Roast")
        .eat("12:07")
        .at("10:25")
        .done("Stir the glaze")
        // Heard at once, taken out 4 minutes late.
        .at("11:21")
        .heard("Roast: out")
        .at("11:25")
        .done("Roast")
        .done("Freeze some?")
        .eat("12:10")
        .at("11:28")
        .done("Baste")
        .at("11:46")
        .more("Set the glaze", 5)
        .eat("12:15")
        .at("11:53")
        .done("Set the glaze")
        .at("11:55")
        .done("Baste again")
        .at("12:05")
        .done("Finish")
        .at("12:07")
        .oven_off()
        .at("12:10")
        .done("Cool")
        .at("12:15")
        .done("Serve")
        .served(&[
            "8:15 (Chill: look)",
            "10:02 oven on, 350 F",
            "10:03 oven on, 350 F, again",
            "10:05 oven on, 350 F, again",
            "10:15 (On the counter: out)",
            "10:20 oven at 350 F?",
            "10:21 oven at 350 F?, again",
            "11:21 Roast: out",
            "11:23 Roast: out, again",
            "11:24 Roast: out, again",
            "11:53 Set the glaze: out",
            "12:05 Finish: out",
            "12:06 oven off",
            "12:07 oven off, again",
            "12:10 (Cool: out)",
        ]);
}

#[test]
fn crispy_pork_with_slips_taken_back() {
    Evening::of(prepared("crispy", &["quick"]))
        .at("0:15")
        .done("Score and rub")
        // A knuckle too many: the chill was not over.
        .at("0:20")
        .done("Chill")
        .at("0:22")
        .undo()
        .runs("Chill")
        .at("0:32")
        .oven_on("350 F")
        .at("0:47")
        .oven_hot("350 F")
        .done("Chill")
        .done("Line the tray")
        .start("Roast")
        .at("0:50")
        .done("Stir the glaze")
        // Taken for done, and then not.
        .at("1:46")
        .done("Roast")
        .at("1:49")
        .undo()
        .runs("Roast")
        .at("1:52")
        .done("Roast")
        .done("Freeze some?")
        .at("1:55")
        .done("Baste")
        .at("2:15")
        .done("Set the glaze")
        .done("Baste again")
        .at("2:25")
        .done("Finish")
        .at("2:30")
        .oven_off()
        .done("Cool")
        .at("2:35")
        .done("Serve")
        .served(&[
            "0:20 oven on, 350 F",
            "0:21 oven on, 350 F, again",
            "0:32 oven on, 350 F",
            "0:45 (Chill: out)",
            "0:47 oven at 350 F?",
            "1:49 Roast: out, again",
            "1:50 Roast: out, again",
            "1:52 Roast: out, again",
            "2:15 Set the glaze: out",
            "2:25 Finish: out",
            "2:26 oven off",
            "2:27 oven off, again",
            "2:29 oven off, again",
            "2:30 (Cool: out)",
        ]);
}

/// From the roast on, both ways are the same; `from` is what was done before.
fn caramelized(from: Evening) -> Evening {
    from.start("Roast")
        .eat("2:25")
        .at("1:23")
        .done("Mix the glaze")
        .start("Thicken the glaze")
        .at("1:24")
        .done("Thicken the glaze")
        .at("1:45")
        .done("Roast")
        .eat("2:25")
        .at("1:48")
        .done("Brush")
        .waits("Caramelize")
        .at("1:50")
        .oven_hot("220 C")
        .start("Caramelize")
        .eat("2:25")
        .at("1:55")
        .heard("From now on watch it: tent loosely with foil if it darkens too fast")
        .at("1:58")
        .heard("Brush once more")
        .at("2:05")
        .heard("Caramelize: look")
        .at("2:08")
        .done("Caramelize")
        .eat("2:23")
        .at("2:09")
        .oven_off()
        .at("2:18")
        .done("Rest")
        .at("2:23")
        .done("Serve")
}

#[test]
fn caramelized_pork_skin_on() {
    let evening = Evening::of(prepared("Caramelized", &["skin on"]))
        .eat("2:25")
        .oven_on("170 C")
        .at("0:03")
        .done("Line the tin")
        .at("0:05")
        .done("Dry the pork")
        .at("0:10")
        .done("Score the skin")
        .at("0:15")
        .oven_hot("170 C")
        .done("Season");
    caramelized(evening).served(&[
        "0:00 oven on, 170 C",
        "0:15 oven at 170 C?",
        "1:15 Mix the glaze: start",
        "1:16 Mix the glaze: start, again",
        "1:18 Mix the glaze: start, again",
        "1:20 Mix the glaze: start, again",
        "1:24 Thicken the glaze: look",
        "1:45 Roast: out",
        "1:50 oven at 220 C?",
        "1:55 From now on watch it: tent loosely with foil if it darkens too fast",
        "1:57:30 Brush once more",
        "2:05 Caramelize: look",
        "2:09 oven off",
        "2:18 (Rest: out)",
    ]);
}

#[test]
fn caramelized_pork_skin_off_and_glaze_late() {
    Evening::of(prepared("Caramelized", &["skin off"]))
        .at("0:10")
        .done("Line the tin")
        .done("Dry the pork")
        .oven_on("170 C")
        .done("Season")
        .waits("Roast")
        .at("0:25")
        .oven_hot("170 C")
        .start("Roast")
        .at("1:25")
        .heard("Mix the glaze: start")
        .at("1:56")
        .done("Roast")
        // The pork stands there, the glaze does not.
        .at("2:00")
        .done("Mix the glaze")
        .start("Thicken the glaze")
        .at("2:02")
        .done("Thicken the glaze")
        .waits("Brush")
        .oven_hot("220 C")
        .at("2:05")
        .done("Brush")
        .runs("Caramelize")
        .at("2:10")
        .heard("From now on watch it: tent loosely with foil if it darkens too fast")
        .at("2:13")
        .heard("Brush once more")
        .at("2:20")
        .more("Caramelize", 1)
        .at("2:27")
        .done("Caramelize")
        .at("2:28")
        .oven_off()
        .at("2:37")
        .done("Rest")
        .done("Serve")
        .served(&[
            "0:00 oven on, 170 C",
            "0:01 oven on, 170 C, again",
            "0:03 oven on, 170 C, again",
            "0:05 oven on, 170 C, again",
            "0:10 oven on, 170 C, again",
            "0:25 oven at 170 C?",
            "1:25 Mix the glaze: start",
            "1:55 Roast: out",
            "1:56 Roast: out, again",
            "2:01 Thicken the glaze: look",
            "2:01 oven at 220 C?",
            "2:02 Thicken the glaze: out",
            "2:02 oven at 220 C?, again",
            "2:10 From now on watch it: tent loosely with foil if it darkens too fast",
            "2:12:30 Brush once more",
            "2:20 Caramelize: look",
            "2:26 Caramelize: out",
            "2:27 Caramelize: out, again",
            "2:28 oven off",
            "2:37 (Rest: out)",
        ]);
}
