using System.Text.Json;

namespace EdgeProctoring.Contracts;

/// <summary>Writes what may be absent: an absent value or an empty list is not written.</summary>
internal static class JsonLists
{
    public static void Write(Utf8JsonWriter json, string key, string? text)
    {
        if (text is not null)
        {
            json.WriteString(key, text);
        }
    }

    public static void Write(Utf8JsonWriter json, string key, int? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(key, value);
        }
    }

    public static void Write(Utf8JsonWriter json, string key, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            json.WriteString(key, JsonTime.Text(value));
        }
    }

    public static void Write(Utf8JsonWriter json, string key, IReadOnlyList<string> texts) => Write(json, key, texts, json.WriteStringValue);

    public static void Write<T>(Utf8JsonWriter json, string key, IReadOnlyList<T> items, Action<T> write)
    {
        if (items.Count == 0)
        {
            return;
        }
        json.WriteStartArray(key);
        foreach (var item in items)
        {
            write(item);
        }
        json.WriteEndArray();
    }
}
