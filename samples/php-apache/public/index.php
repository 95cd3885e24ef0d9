<?php

declare(strict_types=1);

require __DIR__ . '/../vendor/autoload.php';

use Badges\Badge;
use Monolog\Handler\StreamHandler;
use Monolog\Logger;

$log = new Logger('badges', [new StreamHandler('php://stderr')]);
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if ($path === '/badge.png') {
    $text = (string) ($_GET['text'] ?? 'badge');
    $log->info('badge', ['text' => $text]);
    header('Content-Type: image/png');
    echo Badge::of($text)->png();
} else {
    echo '<!doctype html><title>Badges</title><input><img alt=""><script src="/page.js"></script>';
}
