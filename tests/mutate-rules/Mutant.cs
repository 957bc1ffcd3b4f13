namespace EdgeProctoring.MutateRules;

/// <summary>One change to the engine: where, and what became what.</summary>
internal sealed record Mutant(int Number, string File, int Line, string Before, string After)
{
    public override string ToString() => $"{File}:{Line}  {Before}  →  {After}";
}
