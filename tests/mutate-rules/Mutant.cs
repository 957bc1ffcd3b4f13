using System.Globalization;

namespace EdgeProctoring.MutateRules;

/// <summary>One change to the engine: where, and what became what.</summary>
internal sealed record Mutant(int Number, string File, int Line, string Before, string After)
{
    public string Argument => string.Create(CultureInfo.InvariantCulture, $"{(ReadsPacks ? "p" : "")}{Number}");

    // The loaded pack works in the engine; all else in its folder reads the file.
    private bool ReadsPacks => File.StartsWith("Packs", StringComparison.Ordinal) && !File.EndsWith("RulePack.cs", StringComparison.Ordinal);

    public override string ToString() => $"{File}:{Line}  {Before}  →  {After}";
}
