using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.Ingest;

/// <summary>
/// How fast one sender may go: a bucket of items for each, filled steadily. Who runs over gets no receipt, so an honest
/// sender keeps its items and sends them again; the others go on undisturbed.
/// </summary>
internal sealed class SenderPace(IOptions<IngestOptions> options, TimeProvider time)
{
    private const int SecondsOfBurst = 4;

    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>False where this sender has to wait.</summary>
    public bool Takes(string sender, int items)
    {
        var most = (double)options.Value.ItemsPerSecond * SecondsOfBurst;
        var bucket = _buckets.GetOrAdd(sender, _ => new Bucket(most, time.GetTimestamp()));
        lock (bucket)
        {
            var now = time.GetTimestamp();
            bucket.Left = Math.Min(most, bucket.Left + (time.GetElapsedTime(bucket.At, now).TotalSeconds * options.Value.ItemsPerSecond));
            bucket.At = now;
            if (bucket.Left < items)
            {
                return false;
            }
            bucket.Left -= items;
            return true;
        }
    }

    private sealed class Bucket(double left, long at)
    {
        public double Left { get; set; } = left;
        public long At { get; set; } = at;
    }
}
