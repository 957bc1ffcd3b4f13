using System.Collections.Concurrent;
using System.Threading.Channels;

namespace EdgeProctoring.Hub.Ingest;

/// <summary>
/// What is to be said to nodes. Retained words (configurations) are said again on each new line; others may be lost with
/// the line, because what they answer is sent again.
/// </summary>
internal sealed class BrokerOutbox
{
    private const int Length = 4096;

    private readonly ConcurrentDictionary<string, Letter> _retained = new(StringComparer.Ordinal);
    private readonly Channel<Letter> _letters = Channel.CreateBounded<Letter>(
        new BoundedChannelOptions(Length) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public ChannelReader<Letter> Reader => _letters.Reader;

    public void Post(string topic, byte[] payload, bool retain)
    {
        var letter = new Letter(topic, payload, retain);
        if (retain)
        {
            _retained[topic] = letter;
        }
        _letters.Writer.TryWrite(letter);
    }

    public void RepeatRetained()
    {
        foreach (var letter in _retained.Values)
        {
            _letters.Writer.TryWrite(letter);
        }
    }
}

/// <summary>One message for one topic.</summary>
internal sealed record Letter(string Topic, byte[] Payload, bool Retain);
