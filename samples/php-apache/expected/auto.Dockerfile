FROM php:8.3-apache AS builder

RUN apt-get update && apt-get install -y \
        git \
        libfreetype6-dev \
        libicu-dev \
        libpng-dev \
        nodejs \
        npm \
        unzip \
    && rm -rf /var/lib/apt/lists/* \
    && docker-php-ext-configure gd --with-freetype \
    && docker-php-ext-install -j"$(nproc)" gd intl pdo_mysql \
    && pecl install redis-6.0.2 \
    && docker-php-ext-enable redis

# The front controller answers all requests
ENV APACHE_DOCUMENT_ROOT=/var/www/html/public
RUN sed -ri -e 's!/var/www/html!${APACHE_DOCUMENT_ROOT}!g' /etc/apache2/sites-available/*.conf \
    && a2enmod rewrite
RUN mv "$PHP_INI_DIR/php.ini-production" "$PHP_INI_DIR/php.ini"

COPY --from=composer:2 /usr/bin/composer /usr/local/bin/composer
WORKDIR /var/www/html
COPY . .
RUN composer install --no-dev --optimize-autoloader
RUN npm ci && npm run build

# What only the making of assets reads
RUN rm -rf /var/www/html/node_modules

FROM php:8.3-apache

RUN apt-get update \
 && apt-get install -y \
    libfreetype6 \
    libgcc-s1 \
    libicu76 \
    libstdc++6 \
    libpng16-16t64 \
 && rm -rf /var/lib/apt/lists/*

COPY --from=builder /usr/local/etc/php/conf.d /usr/local/etc/php/conf.d
COPY --from=builder /usr/local/lib/php/extensions /usr/local/lib/php/extensions

ENV APACHE_DOCUMENT_ROOT=/var/www/html/public

RUN a2enmod rewrite

COPY --from=builder /etc/apache2/sites-available /etc/apache2/sites-available

RUN rm -rf /usr/local/etc/php/php.ini-production

COPY --from=builder /usr/local/etc/php/php.ini /usr/local/etc/php/php.ini
WORKDIR /var/www/html
COPY --from=builder /var/www/html /var/www/html
