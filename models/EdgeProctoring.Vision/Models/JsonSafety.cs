using System.Text.Json;

namespace EdgeProctoring.Vision;

/// <summary>Reading of foreign JSON where a wrong kind of value, or text that is no Unicode, is an answer and not an exception.</summary>
internal static class JsonSafety
{
    public static string? GetSafely(this JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public static bool TryGetSafely(this JsonElement element, out int value)
    {
        value = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out value);
    }

    public static bool TryGetSafely(this JsonElement element, out long value)
    {
        value = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out value);
    }
}
