using EdgeProctoring.Contracts;

namespace EdgeProctoring.Hub.Ingest;

/// <summary>
/// The gaps in one sender's numbers, and since when. A gap is nothing unusual: a sender that was offline sends the newest
/// first. Only one that stays is asked for.
/// </summary>
internal sealed class GapBook(TimeSpan patience, TimeSpan answer)
{
    /// <summary>Numbers asked for at once.</summary>
    private const long MostNumbers = 10_000;
    private const int MostQuestions = 8;

    private readonly Dictionary<string, List<Gap>> _gaps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Question> _questions = new(StringComparer.Ordinal);

    /// <summary>The gaps of a boot as they are now. What is left of an older gap is as old as that was.</summary>
    public void Note(string boot, IReadOnlyList<SeqRange> gaps, DateTimeOffset now)
    {
        var before = _gaps.GetValueOrDefault(boot) ?? [];
        var after = gaps.Select(gap => new Gap(gap, before.Where(old => old.Range.From <= gap.To && gap.From <= old.Range.To).Select(old => old.Since).DefaultIfEmpty(now).Min())).ToList();
        if (after.Count == 0)
        {
            _gaps.Remove(boot);
        }
        else
        {
            _gaps[boot] = after;
        }
    }

    /// <summary>What is to be asked now; it counts as asked.</summary>
    public IReadOnlyList<Question> Ask(DateTimeOffset now)
    {
        foreach (var late in _questions.Values.Where(question => now - question.At >= answer).ToList())
        {
            _questions.Remove(late.Id);
        }
        var asked = new List<Question>();
        foreach (var (boot, gaps) in _gaps)
        {
            foreach (var gap in gaps.Where(gap => now - gap.Since >= patience))
            {
                var range = gap.Range with { To = Math.Min(gap.Range.To, gap.Range.From + MostNumbers - 1) };
                if (_questions.Count < MostQuestions && !_questions.Values.Any(question => question.Boot == boot && question.Range.From <= range.To && range.From <= question.Range.To))
                {
                    var question = new Question(Guid.NewGuid().ToString("N"), boot, range, now);
                    _questions[question.Id] = question;
                    asked.Add(question);
                }
            }
        }
        return asked;
    }

    /// <summary>The question that an answer is to; null where nobody asked.</summary>
    public Question? Find(string id) => _questions.GetValueOrDefault(id);

    /// <summary>The last answer came. What it left open has to grow old again before it is asked anew.</summary>
    public void Answered(Question question, DateTimeOffset now)
    {
        _questions.Remove(question.Id);
        if (_gaps.TryGetValue(question.Boot, out var gaps))
        {
            _gaps[question.Boot] = [.. gaps.Select(gap => gap.Range.From <= question.Range.To && question.Range.From <= gap.Range.To ? gap with { Since = now } : gap)];
        }
    }

    /// <summary>When the next question may be due; null where nothing is missing.</summary>
    public DateTimeOffset? Due => _gaps.Values.SelectMany(gaps => gaps).Select(gap => (DateTimeOffset?)(gap.Since + patience)).Min();

    private sealed record Gap(SeqRange Range, DateTimeOffset Since);
}

/// <summary>Items that a sender was asked for.</summary>
internal sealed record Question(string Id, string Boot, SeqRange Range, DateTimeOffset At);
