using System.Globalization;

namespace EdgeProctoring.Contracts;

/// <summary>Why something was not taken: which field, the value that came, and what is allowed.</summary>
public sealed record Refusal(string Field, string Value, string Limit)
{
    private const int ShownValue = 80;

    public static Refusal Of(string field, object? value, string limit)
    {
        var text = value is null ? "(absent)" : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return new Refusal(field, text.Length <= ShownValue ? text : text[..ShownValue] + "…", limit);
    }

    public override string ToString() => $"{Field} is '{Value}'; allowed: {Limit}";
}

/// <summary>A message broke the contract; all broken fields are named.</summary>
public sealed class ContractException(IReadOnlyList<Refusal> refusals)
    : Exception(string.Join("; ", refusals.Select(refusal => refusal.ToString())))
{
    public IReadOnlyList<Refusal> Refusals { get; } = refusals;
}
