using System.Globalization;

namespace EdgeProctoring.Contracts;

/// <summary>A refusal and the line of the file that it is about (from 1).</summary>
public sealed record LineRefusal(int Line, Refusal Refusal)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"line {Line}: {Refusal}");
}
