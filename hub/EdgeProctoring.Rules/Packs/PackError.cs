using System.Globalization;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>What is wrong on which line of a pack.</summary>
public sealed record PackError(int Line, Refusal Refusal)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"line {Line}: {Refusal}");
}

/// <summary>A pack was not taken; all its errors are listed, in order of lines.</summary>
public sealed class PackException(IReadOnlyList<PackError> errors) : Exception(string.Join("\n", errors))
{
    public IReadOnlyList<PackError> Errors { get; } = errors;
}
