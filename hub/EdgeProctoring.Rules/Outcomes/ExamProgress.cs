using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>
/// The way of a sitting: authorised → identified → running → ended → reviewed → decided → final, with an appeal between
/// decided and final. There is no other step: identification opens the exam, and nothing is decided that nobody reviewed.
/// </summary>
public static class ExamProgress
{
    private static readonly Dictionary<ExamState, ExamState[]> _next = new()
    {
        [ExamState.Authorised] = [ExamState.Identified],
        [ExamState.Identified] = [ExamState.Running],
        [ExamState.Running] = [ExamState.Ended],
        [ExamState.Ended] = [ExamState.Reviewed],
        [ExamState.Reviewed] = [ExamState.Decided],
        [ExamState.Decided] = [ExamState.Appealed, ExamState.Final],
        [ExamState.Appealed] = [ExamState.Final],
        [ExamState.Final] = [],
    };

    /// <summary>The states that may follow.</summary>
    public static IReadOnlyList<ExamState> After(ExamState state) => _next[state];

    /// <summary>Null when the step is legal; otherwise a refusal that names it and what may follow instead.</summary>
    public static Refusal? Check(ExamState from, ExamState to)
    {
        if (_next[from].Contains(to))
        {
            return null;
        }
        var allowed = _next[from].Length == 0 ? "nothing follows" : string.Join(" or ", _next[from].Select(next => $"{Word(from)} → {Word(next)}"));
        return Refusal.Of("sitting.state", $"{Word(from)} → {Word(to)}", allowed);
    }

    private static string Word(ExamState state) => JsonWords.Word(JsonWords.States, state);
}
