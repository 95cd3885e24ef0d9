<?php

declare(strict_types=1);

namespace Badges;

/** A text on a coloured ground. */
final class Badge
{
    private function __construct(private readonly string $text)
    {
    }

    public static function of(string $text): self
    {
        return new self(\Normalizer::normalize($text) ?: 'badge');
    }

    public function png(): string
    {
        $image = imagecreatetruecolor(16 + 8 * max(1, strlen($this->text)), 24);
        imagefill($image, 0, 0, imagecolorallocate($image, 40, 90, 160));
        imagestring($image, 4, 8, 4, $this->text, imagecolorallocate($image, 255, 255, 255));
        ob_start();
        imagepng($image);
        return (string) ob_get_clean();
    }
}
