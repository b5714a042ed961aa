package org.tokentail.price;

import java.math.BigDecimal;

/**
 * What a recalculation did, or would do.
 *
 * @param dryRun nothing was changed
 * @param records with tokens, priced by us or by nobody (or by anybody, when asked for)
 * @param changed of these
 * @param overtaken others changed them meanwhile: left alone, that change has priced them
 * @param unpriced of {@code records}, without a price also afterwards
 * @param costBefore US dollars of {@code records}, like {@code costAfter}
 * @param next where the rest begins, for {@code before}; null: there is none
 */
public record Repriced(
    boolean dryRun,
    long records,
    long changed,
    long overtaken,
    long unpriced,
    BigDecimal costBefore,
    BigDecimal costAfter,
    BigDecimal difference,
    String next) {}
