//! Spanish: halves after the hour, nights, ovens.

use super::all;

#[test]
fn times() {
    all(
        "es",
        &[
            ("Hornear durante 30 minutos.", "30m"),
            ("Dejar reposar media hora.", "30m"),
            ("Cocer una hora y media.", "1.5h"),
            ("Cocer dos horas y media a fuego lento.", "2.5h"),
            ("Dejar un cuarto de hora.", "15m"),
            ("Hervir tres cuartos de hora.", "45m"),
            ("Cocinar de 10 a 12 minutos.", "10m-12m"),
            ("Hornear entre 20 y 25 minutos.", "20m-25m"),
            ("Cocer unos 15-20 minutos.", "15m-20m"),
            ("Dejar en remojo toda la noche.", "8h-12h"),
            ("Marinar al menos 2 horas o toda la noche.", "2h-12h"),
            ("Enfriar en la nevera al menos 4 horas.", "4h+"),
            ("Escaldar 2 minutos como máximo.", "0s-2m"),
            ("Cocinar otros 5 minutos.", "5m more"),
            ("Cocer 10 minutos más.", "10m more"),
            ("Marcar la carne 3 minutos por cada lado.", "3m side"),
            ("Amasar durante un par de minutos.", "2m hands"),
            ("Amasar 10 minutos.", "10m hands"),
            ("Cocer 1 hora y 15 minutos.", "1.25h"),
            ("Cocer cuarenta y cinco minutos.", "45m"),
            ("Guisar 1,5 horas.", "1.5h"),
            ("Dejar reposar 10 minutos antes de servir.", "10m"),
            ("Tostar 15 o 20 minutos.", "15m-20m"),
            ("Hornear entre media hora y tres cuartos de hora.", "30m-45m"),
        ],
    );
}

#[test]
fn others() {
    all(
        "es",
        &[
            ("Se conserva 3 días en la nevera.", "(3d storage)"),
            ("Las sobras aguantan hasta 2 días.", "(0s-2d storage)"),
            ("Se puede preparar con 1 día de antelación.", "(1d ahead)"),
            ("Tiempo total: 50 minutos", "(50m total)"),
            ("Remover cada 5 minutos.", "every 5m"),
            ("Hornear 1 hora. Pasados 40 minutos, tapar con papel.", "1h, @40m"),
            ("Añadir el perejil los últimos 5 minutos.", "left 5m"),
            ("Salar 10 minutos antes de terminar.", "left 10m"),
            ("Asar 40 minutos y dar la vuelta a mitad de cocción.", "40m, half"),
            ("Dejar templar unos minutos.", "few"),
            ("Sacar la carne una hora antes de cocinarla.", "(1h lead)"),
        ],
    );
}

#[test]
fn heats() {
    all(
        "es",
        &[
            ("Precalentar el horno a 180 ºC.", "180C pre"),
            ("Precalienta el horno a 200 °C, calor arriba y abajo.", "200C pre"),
            ("Hornear a 160 °C con ventilador durante 40 minutos.", "160C fan, 40m"),
            ("Hornear a 180 grados.", "180C?"),
            ("Cueza a 180 grados 10 minutos, luego a 160 grados.", "180C?, 10m, 160C?"),
            ("Calentar el aceite a 170 °C.", "170C oil"),
            ("Asar hasta que la temperatura interna alcance 74 °C.", "74C inside"),
            ("Calentar la leche a 82 °C.", "82C liquid"),
        ],
    );
}
