using EdgeProctoring.Contracts;

namespace EdgeProctoring.Hub.Hosting;

/// <summary>All that is wrong with a request, by field: what stands there, and what may.</summary>
internal sealed class FieldErrors
{
    private readonly Dictionary<string, List<string>> _errors = new(StringComparer.Ordinal);

    public bool Any => _errors.Count > 0;

    public void Refuse(string field, object? value, string allowed)
    {
        if (!_errors.TryGetValue(field, out var errors))
        {
            _errors[field] = errors = [];
        }
        errors.Add(Refusal.Of(field, value, allowed).ToString());
    }

    public void Require(bool fits, string field, object? value, string allowed)
    {
        if (!fits)
        {
            Refuse(field, value, allowed);
        }
    }

    /// <summary>A name that people read: 1 to 64 characters.</summary>
    public string Label(string field, string? value)
    {
        Require(value is { Length: > 0 and <= Limits.LabelLength } && !string.IsNullOrWhiteSpace(value) && !value.Any(char.IsControl), field, value, $"1 to {Limits.LabelLength} characters");
        return value ?? "";
    }

    public string Id(string field, string? value)
    {
        Require(value is not null && Setup.YamlFields.IsId(value), field, value, $"1 to {Limits.IdLength} letters, digits, '.', '_' or '-'");
        return value ?? "";
    }

    /// <summary>A longer text, absent or not empty.</summary>
    public string? Text(string field, string? value, bool needed = false)
    {
        Require(value is null ? !needed : value.Length <= Limits.TextLength && !string.IsNullOrWhiteSpace(value), field, value, $"1 to {Limits.TextLength} characters");
        return value;
    }

    public int? Number(string field, int? value, int from, int to, bool needed = false)
    {
        Require(value is null ? !needed : value >= from && value <= to, field, value, $"{from} to {to}");
        return value;
    }

    public Microsoft.AspNetCore.Http.HttpResults.ValidationProblem Problem() =>
        TypedResults.ValidationProblem(_errors.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal));
}
