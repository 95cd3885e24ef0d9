Rails.application.configure do
  config.eager_load = true
  config.enable_reloading = false
  config.public_file_server.enabled = true
  config.logger = ActiveSupport::TaggedLogging.logger($stdout)
end
