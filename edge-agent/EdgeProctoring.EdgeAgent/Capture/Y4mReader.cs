using System.Buffers;
using System.Globalization;
using System.Text;
using EdgeProctoring.Vision;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Reads pictures in YUV4MPEG form, as ffmpeg writes them to a pipe. The stream's own header tells the size.</summary>
internal sealed class Y4mReader(Stream stream)
{
    private const string Magic = "YUV4MPEG2 ";
    private const int HeadBytes = 256;
    private const int MostSide = 8192;
    private static readonly byte[] _frame = "FRAME\n"u8.ToArray();

    private readonly byte[] _mark = new byte[_frame.Length];
    private (int Width, int Height) _size;

    /// <summary>Pictures a second, once the first was read; 1 where the stream does not say.</summary>
    public double Rate { get; private set; } = 1;

    /// <summary>The next picture in a pooled buffer, which is then the caller's; null at the end of the stream.</summary>
    public async ValueTask<I420Picture?> NextAsync(CancellationToken cancel)
    {
        if (_size.Width == 0 && !await ReadHeadAsync(cancel))
        {
            return null;
        }
        if (await stream.ReadAtLeastAsync(_mark, _mark.Length, false, cancel) < _mark.Length)
        {
            return null;
        }
        if (!_mark.AsSpan().SequenceEqual(_frame))
        {
            throw new CaptureException("the decoder's stream is broken: no frame begins where one must");
        }
        var bytes = I420Picture.Bytes(_size.Width, _size.Height);
        var buffer = ArrayPool<byte>.Shared.Rent(bytes);
        try
        {
            if (await stream.ReadAtLeastAsync(buffer.AsMemory(0, bytes), bytes, false, cancel) == bytes)
            {
                return new I420Picture(_size.Width, _size.Height, buffer);
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
        ArrayPool<byte>.Shared.Return(buffer);
        return null;
    }

    private async ValueTask<bool> ReadHeadAsync(CancellationToken cancel)
    {
        var head = new byte[HeadBytes];
        var length = 0;
        while (length == 0 || head[length - 1] != (byte)'\n')
        {
            // One byte at a time, once per stream: what follows the line belongs to the first frame.
            if (length == HeadBytes || await stream.ReadAsync(head.AsMemory(length, 1), cancel) == 0)
            {
                return length == 0 ? false : throw new CaptureException("the decoder's stream has no header");
            }
            length++;
        }
        var text = Encoding.ASCII.GetString(head, 0, length - 1);
        (_size, Rate) = (Size(text), RateOf(text));
        return true;
    }

    private static (int Width, int Height) Size(string head)
    {
        var parts = head.Split(' ');
        var colour = parts.FirstOrDefault(part => part.StartsWith('C')) ?? "C420";
        if (!head.StartsWith(Magic, StringComparison.Ordinal) || !colour.StartsWith("C420", StringComparison.Ordinal) || colour.StartsWith("C420p1", StringComparison.Ordinal))
        {
            throw new CaptureException($"the decoder sends '{head}' instead of pictures of 8 bits");
        }
        return (Side(parts, 'W'), Side(parts, 'H'));
    }

    private static double RateOf(string head)
    {
        var parts = head.Split(' ').FirstOrDefault(part => part.StartsWith('F'))?[1..].Split(':') ?? [];
        return parts.Length == 2 && Whole(parts[0]) is { } pictures && Whole(parts[1]) is { } seconds ? (double)pictures / seconds : 1;

        static int? Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
    }

    private static int Side(string[] parts, char letter) =>
        parts.FirstOrDefault(part => part.StartsWith(letter)) is { } part && int.TryParse(part.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var side)
            && side is > 0 and <= MostSide && side % 2 == 0
            ? side
            : throw new CaptureException($"the decoder's pictures have no usable side {letter} (even, at most {MostSide})");
}
