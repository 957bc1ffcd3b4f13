using System.Globalization;
using Google.Protobuf;

namespace EdgeProctoring.Contracts;

/// <summary>Checks fields while a message is read and collects everything that breaks the contract.</summary>
internal sealed class Reading
{
    /// <summary>The last microsecond that a clock may claim: end of the year 2199. The first is 0: a node that boots in 1970 still counts.</summary>
    private const long LastMicrosecond = 7_258_118_399_999_999;

    private readonly List<Refusal> _refusals = [];

    public IReadOnlyList<Refusal> Refusals => _refusals;
    public bool IsClean => _refusals.Count == 0;

    public void Refuse(string field, object? value, string limit) => _refusals.Add(Refusal.Of(field, value, limit));

    public string Id(string field, string value)
    {
        Check(value.Length is > 0 and <= Limits.IdLength && value.All(IsIdLetter), field, value,
            $"1 to {Limits.IdLength} letters, digits, '.', '_' or '-'");
        return value;
    }

    public string? OptionalId(string field, string value) => value.Length == 0 ? null : Id(field, value);

    public string? Text(string field, string value, int length)
    {
        Check(value.Length <= length && !value.Any(letter => char.IsControl(letter) && letter != '\n'), field, value,
            $"at most {length} characters, none of them control characters");
        return value.Length == 0 ? null : value;
    }

    public string RequiredText(string field, string value, int length)
    {
        Check(value.Length > 0, field, value, $"1 to {length} characters");
        return Text(field, value, length) ?? "";
    }

    public long Number(string field, long value, long least, long most)
    {
        Check(value >= least && value <= most, field, value, string.Create(CultureInfo.InvariantCulture, $"{least} to {most}"));
        return value;
    }

    public int Number(string field, int value, int least, int most) => (int)Number(field, (long)value, least, most);

    public int? Number(string field, bool present, int value, int least, int most) => present ? Number(field, value, least, most) : null;

    public DateTimeOffset Time(string field, long microseconds)
    {
        var inside = microseconds is >= 0 and <= LastMicrosecond;
        Check(inside, field, microseconds, "microseconds from 1970 to 2199");
        return WireTime.FromMicroseconds(inside ? microseconds : 0);
    }

    public string? Hash(string field, ByteString value)
    {
        Check(value.Length is 0 or Limits.HashBytes, field, $"{value.Length} bytes", $"{Limits.HashBytes} bytes or none");
        return value.Length == 0 ? null : Convert.ToHexStringLower(value.Span);
    }

    public string RequiredHash(string field, ByteString value)
    {
        Check(value.Length == Limits.HashBytes, field, $"{value.Length} bytes", $"{Limits.HashBytes} bytes");
        return Convert.ToHexStringLower(value.Span);
    }

    public TEnum Choice<TEnum>(string field, int value) where TEnum : struct, Enum
    {
        var choice = (TEnum)Enum.ToObject(typeof(TEnum), value);
        Check(Enum.IsDefined(choice), field, value, string.Join(", ", Enum.GetNames<TEnum>()));
        return choice;
    }

    public void Count(string field, int count, int most) => Number(field, count, 0, most);

    private void Check(bool holds, string field, object? value, string limit)
    {
        if (!holds)
        {
            Refuse(field, value, limit);
        }
    }

    private static bool IsIdLetter(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-';
}
