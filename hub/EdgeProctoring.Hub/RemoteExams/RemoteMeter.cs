using System.Diagnostics.Metrics;
using EdgeProctoring.Hub.Ingest;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>What remote exams cost and lose, as counters on the hub's meter.</summary>
internal sealed class RemoteMeter : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _chunks;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _looks;
    private readonly Counter<long> _skipped;
    private readonly Counter<long> _heard;
    private readonly Counter<long> _unheard;
    private long _skippedInAll;

    public RemoteMeter(IMeterFactory meters)
    {
        _meter = meters.Create(IngestMeter.Name);
        _chunks = _meter.CreateCounter<long>("hub.remote.chunks", description: "Pieces that pages sent, by stream and result.");
        _bytes = _meter.CreateCounter<long>("hub.remote.bytes", "By", "Bytes of pieces that were new.");
        _refused = _meter.CreateCounter<long>("hub.remote.refused", description: "Requests refused, by reason.");
        _looks = _meter.CreateCounter<long>("hub.remote.looks", description: "Pictures looked at.");
        _skipped = _meter.CreateCounter<long>("hub.remote.looks.skipped", description: "Pictures that were kept but not looked at, because too many waited.");
        _heard = _meter.CreateCounter<long>("hub.remote.sounds", description: "Pieces of microphones listened to.");
        _unheard = _meter.CreateCounter<long>("hub.remote.sounds.skipped", description: "Pieces of microphones that were kept but not listened to, because too many waited.");
    }

    /// <summary>Pictures not looked at in this life of the hub.</summary>
    public long Skipped => Volatile.Read(ref _skippedInAll);

    public void Took(string stream, int size, ChunkResult result)
    {
        _chunks.Add(1, new KeyValuePair<string, object?>("stream", stream), new KeyValuePair<string, object?>("result", result.ToString()));
        if (result == ChunkResult.Stored)
        {
            _bytes.Add(size);
        }
    }

    public void Refused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Looked() => _looks.Add(1);

    public void Heard() => _heard.Add(1);

    public void SkippedSound() => _unheard.Add(1);

    public void SkippedPicture()
    {
        _skipped.Add(1);
        Interlocked.Increment(ref _skippedInAll);
    }

    public void Dispose() => _meter.Dispose();
}
