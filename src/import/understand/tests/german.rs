//! German: verbs after their times, compounds, top and bottom heat.

use super::all;

#[test]
fn times() {
    all(
        "de",
        &[
            ("30 Minuten backen.", "30m"),
            ("Den Teig ca. 10 Min. kneten.", "10m hands"),
            ("1 Std. 30 Min. schmoren lassen.", "1.5h"),
            ("Zugedeckt 1½ Stunden gehen lassen.", "1.5h"),
            ("Etwa 15–20 Minuten köcheln.", "15m-20m"),
            ("10 bis 12 Minuten goldbraun backen.", "10m-12m"),
            ("Zwischen 5 und 7 Minuten dünsten.", "5m-7m"),
            ("Eine halbe Stunde ruhen lassen.", "30m"),
            ("Anderthalb Stunden köcheln lassen.", "1.5h"),
            ("Eine Viertelstunde ziehen lassen.", "15m"),
            ("Eine Dreiviertelstunde backen.", "45m"),
            ("Über Nacht im Kühlschrank marinieren.", "8h-12h"),
            ("Mindestens 4 Stunden oder über Nacht kühlen.", "4h-12h"),
            ("Mindestens 2 Stunden kalt stellen.", "2h+"),
            ("Höchstens 5 Minuten blanchieren.", "0s-5m"),
            ("Weitere 10 Minuten garen.", "10m more"),
            ("Noch 5 Minuten weiterköcheln lassen.", "5m more"),
            ("Das Steak 3 Minuten pro Seite braten.", "3m side"),
            ("Von jeder Seite 2–3 Minuten anbraten.", "2m-3m side"),
            ("Zwei Minuten rühren, dann 1,5 Stunden gehen lassen.", "2m hands, 1.5h"),
            ("Fünfundzwanzig Minuten backen.", "25m"),
            ("3 Minuten anbraten. | Nudeln nach Anweisung 3 Minuten kochen.", "3m | 3m"),
            ("Nach einer 30-minütigen Ruhezeit ausrollen.", "30m"),
            ("10 Minuten vor dem Anschneiden ruhen lassen.", "10m"),
        ],
    );
}

#[test]
fn others() {
    all(
        "de",
        &[
            ("Im Kühlschrank 3 Tage haltbar.", "(3d storage)"),
            ("Über Nacht marinieren, mindestens aber 4 Stunden.", "4h-12h"),
            ("Den Teig ruhen lassen, nicht länger als 12 Stunden.", "0s-12h"),
            ("Höchstens 10 Minuten köcheln lassen.", "0s-10m"),
            ("Mindestens 4 Stunden, höchstens 12 Stunden ziehen lassen.", "4h-12h"),
            ("Luftdicht hält sich das Gebäck 2 Wochen.", "(14d storage)"),
            ("Lässt sich 1 Tag im Voraus zubereiten.", "(1d ahead)"),
            ("Arbeitszeit: 20 Minuten", "(20m total)"),
            ("Alle 10 Minuten umrühren.", "every 10m"),
            ("50 Minuten backen, nach 30 Minuten abdecken.", "50m, @30m"),
            ("In den letzten 5 Minuten den Deckel abnehmen.", "left 5m"),
            ("10 Minuten vor Ende der Garzeit die Erbsen zugeben.", "left 10m"),
            ("40 Minuten braten, nach der Hälfte der Zeit wenden.", "40m, half"),
            ("Einige Minuten abkühlen lassen.", "few"),
            ("2 Stunden ruhen lassen. | Nach den 2 Stunden ausrollen.", "2h | (2h again)"),
            ("Das Fleisch 1 Stunde vor dem Braten aus dem Kühlschrank nehmen.", "(1h lead)"),
        ],
    );
}

#[test]
fn heats() {
    all(
        "de",
        &[
            ("Den Backofen auf 180 °C vorheizen.", "180C pre"),
            ("Heize den Backofen auf 250 °C vor.", "250C pre"),
            ("Ober-/Unterhitze 180 °C, Umluft 160 °C.", "180C/160C fan"),
            ("Ofen auf 200 Grad Ober- und Unterhitze (180 Grad Umluft) vorheizen.", "200C/180C fan? pre"),
            (
                "Im vorgeheizten Ofen bei 220 °C (Umluft: 200 °C, Gas: Stufe 4) 25 Minuten backen.",
                "220C/200C fan/gas 4, 25m",
            ),
            ("Bei 175 °C 1 Stunde backen.", "175C, 1h"),
            ("Öl auf 170 °C erhitzen.", "170C oil"),
            ("Bis zu einer Kerntemperatur von 65 °C garen.", "65C inside"),
            ("Die Milch auf 40 °C erwärmen.", "40C liquid"),
        ],
    );
}
