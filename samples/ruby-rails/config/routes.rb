Rails.application.routes.draw do
  resources :books, only: %i[index create]
  root "books#index"
end
