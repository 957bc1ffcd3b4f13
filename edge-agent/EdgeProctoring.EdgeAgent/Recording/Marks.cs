using System.Globalization;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Draws the box of what was seen and the node's clock into a picture of full range. Only copies are marked.</summary>
internal static class Marks
{
    private const int GlyphWidth = 3;
    private const int GlyphHeight = 5;
    private const byte White = 255;
    private const byte Black = 0;
    private const byte NoColour = 128;
    private const byte RedBlue = 84;
    private const byte RedRed = 255;
    private const byte RedLight = 110;

    /// <summary>Rows of three pixels each, the highest bit on the left.</summary>
    private static readonly Dictionary<char, byte[]> _glyphs = new()
    {
        ['0'] = [7, 5, 5, 5, 7], ['1'] = [2, 6, 2, 2, 7], ['2'] = [7, 1, 7, 4, 7], ['3'] = [7, 1, 7, 1, 7], ['4'] = [5, 5, 7, 1, 1],
        ['5'] = [7, 4, 7, 1, 7], ['6'] = [7, 4, 7, 5, 7], ['7'] = [7, 1, 1, 2, 2], ['8'] = [7, 5, 7, 5, 7], ['9'] = [7, 5, 7, 1, 7],
        ['-'] = [0, 0, 7, 0, 0], [':'] = [0, 2, 0, 2, 0], ['.'] = [0, 0, 0, 0, 2], ['Z'] = [7, 1, 2, 4, 7], [' '] = [0, 0, 0, 0, 0],
    };

    /// <summary>Draws into the planes of a picture, one after the other as a camera delivers them.</summary>
    public static void Draw(Span<byte> picture, int width, int height, PictureBox? box, DateTimeOffset at)
    {
        var planes = new Planes(picture, width, height);
        if (box is not null)
        {
            Outline(planes, box);
        }
        var scale = Math.Max(1, height / 180);
        var text = at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.f'Z'", CultureInfo.InvariantCulture);
        planes.Fill(0, 0, ((text.Length * (GlyphWidth + 1)) + 1) * scale, (GlyphHeight + 2) * scale, Black, NoColour, NoColour);
        for (var letter = 0; letter < text.Length; letter++)
        {
            for (var dot = 0; dot < GlyphWidth * GlyphHeight; dot++)
            {
                var (column, row) = (dot % GlyphWidth, dot / GlyphWidth);
                if ((_glyphs[text[letter]][row] >> (GlyphWidth - 1 - column) & 1) != 0)
                {
                    planes.Fill(((letter * (GlyphWidth + 1)) + 1 + column) * scale, (row + 1) * scale, scale, scale, White, NoColour, NoColour);
                }
            }
        }
    }

    private static void Outline(Planes planes, PictureBox box)
    {
        var thick = Math.Max(2, planes.Height / 240);
        var (left, top) = (box.Left * planes.Width / Limits.PictureSide, box.Top * planes.Height / Limits.PictureSide);
        var (width, height) = (box.Width * planes.Width / Limits.PictureSide, box.Height * planes.Height / Limits.PictureSide);
        planes.Fill(left - thick, top - thick, width + (2 * thick), thick, RedLight, RedBlue, RedRed);
        planes.Fill(left - thick, top + height, width + (2 * thick), thick, RedLight, RedBlue, RedRed);
        planes.Fill(left - thick, top, thick, height, RedLight, RedBlue, RedRed);
        planes.Fill(left + width, top, thick, height, RedLight, RedBlue, RedRed);
    }

    private readonly ref struct Planes(Span<byte> picture, int width, int height)
    {
        private readonly Span<byte> _light = picture[..(width * height)];
        private readonly Span<byte> _blue = picture.Slice(width * height, width * height / 4);
        private readonly Span<byte> _red = picture.Slice(width * height * 5 / 4, width * height / 4);

        public int Width => width;
        public int Height => height;

        /// <summary>A filled rectangle; what lies outside of the picture is left out.</summary>
        public void Fill(int left, int top, int wide, int high, byte light, byte blue, byte red)
        {
            var (from, to) = (Math.Clamp(left, 0, width), Math.Clamp(left + wide, 0, width));
            for (var y = Math.Clamp(top, 0, height); y < Math.Clamp(top + high, 0, height); y++)
            {
                _light[((y * width) + from)..((y * width) + to)].Fill(light);
                var row = y / 2 * (width / 2);
                _blue[(row + (from / 2))..(row + (to / 2))].Fill(blue);
                _red[(row + (from / 2))..(row + (to / 2))].Fill(red);
            }
        }
    }
}
