<?php

declare(strict_types=1);

namespace Greeting;

/** A page that says hello. */
final class Page
{
    public static function for(string $name): string
    {
        $document = new \DOMDocument();
        $document->appendChild($document->createElement('p', htmlspecialchars("Hello, $name!")));
        return (string) $document->saveHTML();
    }
}
