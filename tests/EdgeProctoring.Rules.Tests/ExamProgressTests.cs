using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules.Tests;

public sealed class ExamProgressTests
{
    private static readonly (ExamState From, ExamState To)[] _legal =
    [
        (ExamState.Authorised, ExamState.Identified), (ExamState.Identified, ExamState.Running), (ExamState.Running, ExamState.Ended),
        (ExamState.Ended, ExamState.Reviewed), (ExamState.Reviewed, ExamState.Decided), (ExamState.Decided, ExamState.Appealed),
        (ExamState.Decided, ExamState.Final), (ExamState.Appealed, ExamState.Final),
    ];

    [Fact]
    public void Only_the_legal_steps_are_taken_and_every_other_is_refused_by_name()
    {
        foreach (var from in Enum.GetValues<ExamState>())
        {
            foreach (var to in Enum.GetValues<ExamState>())
            {
                var refusal = ExamProgress.Check(from, to);
                if (_legal.Contains((from, to)))
                {
                    Assert.Null(refusal);
                    Assert.Contains(to, ExamProgress.After(from));
                    continue;
                }
                Assert.Equal("sitting.state", refusal!.Field);
                Assert.Equal($"{Word(from)} → {Word(to)}", refusal.Value);
                var allowed = string.Join(" or ", _legal.Where(step => step.From == from).Select(step => $"{Word(from)} → {Word(step.To)}"));
                Assert.Equal(allowed.Length == 0 ? "nothing follows" : allowed, refusal.Limit);
            }
        }
    }

    private static string Word(ExamState state) => state.ToString().ToLowerInvariant();
}
