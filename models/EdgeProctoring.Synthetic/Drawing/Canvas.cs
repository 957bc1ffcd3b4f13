using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace EdgeProctoring.Synthetic.Drawing;

/// <summary>An SVG picture in the making. Numbers are written the same in every culture.</summary>
internal sealed class Canvas(int width, int height)
{
    private readonly StringBuilder _svg = new();
    private int _ids;

    public int Width => width;
    public int Height => height;

    /// <summary>A prefix for ids that nothing else in the picture has.</summary>
    public string NewId() => string.Create(CultureInfo.InvariantCulture, $"i{_ids++}");

#pragma warning disable CA1822 // The handler writes through this very instance.
    public void Add([InterpolatedStringHandlerArgument("")] ref InvariantText text) => _ = text;
#pragma warning restore CA1822

    public void AddText(string svg) => _svg.Append(svg);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">{_svg}</svg>");

    /// <summary>Appends straight to the canvas.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct InvariantText(int literalLength, int formattedCount, Canvas canvas)
    {
        private readonly StringBuilder _svg = canvas._svg.EnsureRoom(literalLength + (formattedCount * 8));

        public void AppendLiteral(string text) => _svg.Append(text);
        public void AppendFormatted(string? text) => _svg.Append(text);
        public void AppendFormatted(int number) => _svg.Append(CultureInfo.InvariantCulture, $"{number}");
        public void AppendFormatted(double number) => _svg.Append(CultureInfo.InvariantCulture, $"{number:0.##}");
    }
}

file static class Room
{
    public static StringBuilder EnsureRoom(this StringBuilder text, int more)
    {
        text.EnsureCapacity(text.Length + more);
        return text;
    }
}
