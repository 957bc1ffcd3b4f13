using System.Globalization;

namespace EdgeProctoring.MutateRules;

/// <summary>One change to the engine: where, and what became what.</summary>
internal sealed record Mutant(int Number, string File, int Line, string Before, string After)
{
    public string Argument => string.Create(CultureInfo.InvariantCulture, $"{(File.StartsWith("Packs", StringComparison.Ordinal) ? "p" : "")}{Number}");

    public override string ToString() => $"{File}:{Line}  {Before}  →  {After}";
}
