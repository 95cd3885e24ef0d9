<?php

declare(strict_types=1);

/** A date in words. */
function in_words(DateTimeInterface $date, string $locale): string
{
    return IntlDateFormatter::create($locale, IntlDateFormatter::FULL, IntlDateFormatter::NONE, 'UTC')->format($date);
}
