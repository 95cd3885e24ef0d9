package app;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.ZoneId;
import java.util.Properties;
import java.util.ServiceLoader;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** What a program takes from its runtime without saying so: zones, certificates, users, character sets, providers. */
public final class Main {
    public static void main(String[] args) throws Exception {
        Properties settings = new Properties();
        try (var reader = Files.newBufferedReader(Path.of(args[0]))) {
            settings.load(reader);
        }
        System.out.println("name " + settings.getProperty("name"));
        System.out.println("zone " + ZoneId.systemDefault());
        System.out.println("user " + System.getProperty("user.name") + " at " + System.getProperty("user.home"));
        System.out.println("charsets " + Charset.defaultCharset() + " " + Charset.isSupported("EUC-JP"));
        System.out.println("trusts certificates: " + (authorities() > 50));
        SSLContext.getInstance("TLSv1.3").init(null, null, null);
        System.out.println("month " + java.time.Month.MARCH.getDisplayName(java.time.format.TextStyle.FULL, java.util.Locale.FRENCH));
        System.out.println("file systems " + (ServiceLoader.load(java.nio.file.spi.FileSystemProvider.class).stream().count() + 1));
        System.out.println("writes " + write(Path.of("/srv/data/note")) + write(Files.createTempFile("note", ".txt")));
    }

    private static int authorities() throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager trust) {
                return trust.getAcceptedIssuers().length;
            }
        }
        return 0;
    }

    private static String write(Path path) throws IOException {
        Files.writeString(path, "text");
        return Files.readString(path).equals("text") ? "+" : "-";
    }
}
