//! English: ovens and other temperatures.

use super::super::all;

#[test]
fn ovens() {
    all(
        "en",
        &[
            ("Preheat the oven to 350°F.", "350F pre"),
            ("Preheat oven to 180C/160C fan/gas 4.", "180C/160C fan/gas 4 pre"),
            ("Heat the oven to 200°C/fan 180°C/gas 6.", "200C/180C fan/gas 6 pre"),
            ("Set the oven to gas mark ½.", "gas 0.5 pre"),
            ("Bake at 425 for 8-10 minutes.", "425F?, 8m-10m"),
            ("Preheat the oven to three hundred fifty degrees.", "350F? pre"),
            ("Roast at 350 degrees Fahrenheit.", "350F"),
            ("Bake at 350-375 degrees F.", "350-375F"),
            ("Bake at 350° (180° C).", "350F/180C?"),
            ("Put it in a 250 degree F oven.", "250F"),
            ("Lower the heat to 300ºF and roast 2 hours.", "300F, 2h"),
            ("Bake in a fan oven at 160 °C.", "160C fan"),
            ("Preheat to 450℉.", "450F pre"),
            ("Bake at 220C (200C fan forced) until golden.", "220C/200C fan"),
            ("Preheat oven 180.", "180C? pre"),
            ("Preheat oven to 200 degrees. | Whip 1 cup of cream. | Bake 5 minutes.", "200F? pre |  | 5m"),
            ("Heat the oven to 250 degrees and rub 80g butter into the flour.", "250C? pre"),
            ("Decrease to 150 degrees after 1 hour.", "150C?, 1h"),
            ("Chill until firm, then slice and bake at 190C.", "190C"),
            ("Preheat oven to 425 degrees; roast 10 minutes, then 350 for 40 minutes.", "425F? pre, 10m, 350F?, 40m"),
            ("Melt the dripping at 220C/200C fan for 5 minutes.", "220C/200C fan, 5m"),
            ("Bake at 350F for 30 minutes, rotate 180 degrees, bake 10 minutes more.", "350F, 30m, 10m more"),
        ],
    );
}

#[test]
fn other_heats() {
    all(
        "en",
        &[
            ("Roast at 400°F until 165°F inside.", "400F, 165F inside"),
            ("Cook until the internal temperature reaches 74°C.", "74C inside"),
            ("The chops should register 145 degrees on a thermometer.", "145F? inside"),
            ("Heat the oil to 180C.", "180C oil"),
            ("Deep-fry at 350°F for 4 minutes.", "350F oil, 4m"),
            ("Boil the syrup to 118°C.", "118C sugar"),
            ("Cook the caramel until it reaches 245 degrees F.", "245F sugar"),
            ("Dissolve the yeast in warm water (105-115°F).", "105-115F liquid"),
            ("The dough should be 24-26 °C.", "24-26C dough"),
            ("Let it rise in a warm place, about 80°F.", "80F room"),
            ("Preheat the air fryer to 400°F.", "400F machine pre"),
            ("Smoke at 225°F for 6 hours.", "225F machine, 6h"),
            ("Smoke at 225-250 degrees.", "225-250F? machine"),
            ("Cook sous vide at 56 °C for 2 hours.", "56C machine, 2h"),
            ("Heat the milk to 82 °C.", "82C liquid"),
            ("Add the oil and heat to 180C.", "180C oil"),
            ("Fry the churros at 180C for 3 minutes.", "180C oil, 3m"),
            ("Steep the leaves at 95C.", "95C liquid"),
            ("Bring it to 116°C, stirring.", "116C inside"),
        ],
    );
}
