using FashionMnist.Images;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FashionMnist.Output;

/// <summary>
/// A grey image in the terminal. A character holds two pixels, one above the other: an upper half block in two greys
/// where the terminal has enough colours, else a shade of their mean.
/// </summary>
internal static class ImageDrawing
{
    private const string Shades = " ░▒▓█";
    private const string AsciiShades = " .:*#";

    public static IRenderable Draw(LabeledImages images, int index, Capabilities terminal)
    {
        var coloured = terminal.ColorSystem >= ColorSystem.EightBit && terminal.Unicode;
        var drawing = new Paragraph();
        for (var y = 0; y < images.Height; y += 2)
        {
            if (y > 0)
            {
                drawing.Append("\n");
            }

            for (var x = 0; x < images.Width; x++)
            {
                var upper = Pixel(images, index, y, x);
                var lower = Pixel(images, index, y + 1, x);
                if (coloured)
                {
                    drawing.Append("▀", new Style(Grey(upper), Grey(lower)));
                }
                else
                {
                    drawing.Append(Shade(terminal.Unicode ? Shades : AsciiShades, (upper + lower) / 2).ToString());
                }
            }
        }

        return drawing;
    }

    private static byte Pixel(LabeledImages images, int index, int y, int x) =>
        y < images.Height ? images.Image(index)[(y * images.Width) + x] : (byte)0;

    private static char Shade(string shades, int grey) => shades[((grey * (shades.Length - 1)) + 127) / byte.MaxValue];

    private static Color Grey(byte value) => new(value, value, value);
}
