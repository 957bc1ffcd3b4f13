namespace EdgeProctoring.Rules;

/// <summary>The words of a judgement's JSON that no pack uses: an enum's name in small letters with hyphens.</summary>
internal static class JudgementWords
{
    public static string Of<T>(T value) where T : struct, Enum => string.Concat(value.ToString().Select(static (letter, at) =>
        at > 0 && char.IsAsciiLetterUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : char.ToLowerInvariant(letter).ToString()));

    public static IReadOnlyList<string> Of(Senses senses) =>
        [.. PackWords.Senses.Where(pair => (senses & pair.Value) != 0).Select(static pair => pair.Key).Order(StringComparer.Ordinal)];
}
