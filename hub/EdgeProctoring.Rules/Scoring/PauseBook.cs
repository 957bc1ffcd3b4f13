namespace EdgeProctoring.Rules;

/// <summary>When equipment was blind, for each sense.</summary>
internal sealed class PauseBook
{
    public static readonly PauseBook None = new([]);

    private readonly List<(Span Span, Senses Senses)> _pauses;
    private readonly Dictionary<Senses, List<Span>> _bySense = [];

    private PauseBook(List<(Span Span, Senses Senses)> pauses) => _pauses = pauses;

    public static PauseBook Of(IEnumerable<RuleRecord?> records)
    {
        List<(Span Span, Senses Senses)>? pauses = null;
        foreach (var record in records)
        {
            foreach (var finding in record?.Findings ?? [])
            {
                if (finding.Pauses != Senses.None)
                {
                    (pauses ??= []).Add((new Span(finding.From, finding.To), finding.Pauses));
                }
            }
        }
        pauses?.Sort(static (one, other) =>
        {
            var order = one.Span.From.CompareTo(other.Span.From);
            order = order != 0 ? order : one.Span.To.CompareTo(other.Span.To);
            return order != 0 ? order : one.Senses.CompareTo(other.Senses);
        });
        return pauses is null ? None : new PauseBook(pauses);
    }

    /// <summary>When this sense (or any of these) was blind.</summary>
    public List<Span> Of(Senses sense)
    {
        if (_pauses.Count == 0)
        {
            return SpanList.Empty;
        }
        if (!_bySense.TryGetValue(sense, out var spans))
        {
            spans = SpanList.Union([.. _pauses.Where(pause => (pause.Senses & sense) != 0).Select(pause => pause.Span)]);
            _bySense[sense] = spans;
        }
        return spans;
    }

    public IReadOnlyList<Pause> All(Frame frame) =>
        _pauses.Count == 0 ? [] : [.. _pauses.Distinct().Select(pause => new Pause(frame.Time(pause.Span.From), frame.Time(pause.Span.To), pause.Senses))];
}
