require "greeting"
require "sinatra/base"

# One page.
class App < Sinatra::Base
  set :root, __dir__
  set :host_authorization, permitted_hosts: []

  get "/" do
    @text = Greeting.to(params.fetch("name", ""))
    erb :index
  end
end
