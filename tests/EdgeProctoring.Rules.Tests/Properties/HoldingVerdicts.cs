using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules.Tests;

/// <summary>The verdicts that were not undone, in order, in the plainest way.</summary>
internal static class HoldingVerdicts
{
    public static List<Verdict> Of(IReadOnlyList<Verdict> all) =>
        [.. all.Where(verdict => !IsUndone(all, verdict)).OrderBy(verdict => verdict.At).ThenBy(verdict => verdict.Id, StringComparer.Ordinal)];

    private static bool IsUndone(IReadOnlyList<Verdict> all, Verdict verdict) =>
        all.Any(undo => undo.Decision == VerdictKind.Undo && undo.Undoes == verdict.Id && IsLater(undo, verdict) && !IsUndone(all, undo));

    private static bool IsLater(Verdict one, Verdict other) =>
        one.At > other.At || (one.At == other.At && string.CompareOrdinal(one.Id, other.Id) > 0);
}
