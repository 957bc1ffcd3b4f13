using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>What the recordings of a sitting hold, stream by stream.</summary>
internal sealed class Recordings
{
    private readonly SortedDictionary<string, List<Span>> _streams = new(StringComparer.Ordinal);
    private readonly Frame _frame;

    public Recordings(RulePack pack, Sitting sitting, SightingStore store, Frame frame)
    {
        _frame = frame;
        var gaps = store.Of(pack.StreamGap);
        foreach (var stream in sitting.Coverage)
        {
            var held = Held(stream, gaps);
            _streams[stream.Stream] = _streams.TryGetValue(stream.Stream, out var known) ? SpanList.Union([.. known, .. held]) : held;
        }
    }

    public SittingCoverage Shares(int floor)
    {
        var shares = new List<StreamShare>(_streams.Count);
        int? least = null;
        foreach (var (stream, spans) in _streams)
        {
            if (_frame.End > 0)
            {
                var length = SpanList.Length(spans);
                var share = new StreamShare(stream, (int)(length * 1000 / _frame.End), length);
                shares.Add(share);
                least = least is { } known && known < share.Covered ? known : share.Covered;
            }
        }
        return new SittingCoverage { Overall = least, Streams = shares, Floor = floor };
    }

    /// <summary>Whether one stream holds so much of a finding without a gap that a person can judge it.</summary>
    public bool Show(Finding finding)
    {
        var needed = Math.Min(finding.Sustain, finding.To - finding.From);
        foreach (var spans in _streams.Values)
        {
            foreach (var span in spans)
            {
                var (from, to) = (Math.Max(span.From, finding.From), Math.Min(span.To, finding.To));
                if (from <= to && to - from >= needed && (to > from || finding.From == finding.To))
                {
                    return true;
                }
            }
        }
        return false;
    }

    // A gap that the stream's own device saw is a gap, whatever the ledger claims.
    private List<Span> Held(StreamCoverage stream, List<Sighting>? gaps)
    {
        var held = new List<Span>(stream.Covered.Count);
        foreach (var range in stream.Covered)
        {
            var span = new Span(Math.Max(0, _frame.Offset(range.From)), Math.Min(_frame.End, _frame.Offset(range.To)));
            if (span.From < span.To)
            {
                held.Add(span);
            }
        }
        held = SpanList.Union(held);
        if (gaps is null || stream.Source is null)
        {
            return held;
        }
        var missing = new List<Span>();
        foreach (var gap in gaps)
        {
            if (Relations.SameDevice(stream.Source, gap.Source))
            {
                missing.Add(new Span(_frame.Offset(gap.From), gap.To == Sighting.Open ? _frame.End : _frame.Offset(gap.To)));
            }
        }
        return SpanList.Subtract(held, SpanList.Union(missing));
    }
}
