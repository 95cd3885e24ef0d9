import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** Draws text, which loads the system's font libraries. */
public final class Badge {
    public static void main(String[] args) {
        BufferedImage image = new BufferedImage(200, 40, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.setFont(new Font("SansSerif", Font.PLAIN, 24));
        graphics.drawString(args[0], 10, 30);
        int drawn = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                drawn += (image.getRGB(x, y) & 0xffffff) == 0 ? 0 : 1;
            }
        }
        System.out.println("drew " + args[0] + ": " + (drawn > 50));
    }
}
