using System.Globalization;
using System.Text;

namespace Grpc.Wire;

/// <summary>grpc-message: UTF-8 with everything but plain ASCII as %XX.</summary>
internal static class StatusText
{
    public static string Encode(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~') && !text.Contains('%'))
        {
            return text;
        }
        var encoded = new StringBuilder(text.Length * 3);
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            if (value is >= (byte)' ' and <= (byte)'~' and not (byte)'%')
            {
                encoded.Append((char)value);
            }
            else
            {
                encoded.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
            }
        }
        return encoded.ToString();
    }

    /// <summary>What is no valid %XX stays as it is: a broken message must not hide the status.</summary>
    public static string Decode(string text)
    {
        if (!text.Contains('%'))
        {
            return text;
        }
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var length = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '%' && at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2]))
            {
                bytes[length++] = byte.Parse(text.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                at += 2;
            }
            else
            {
                length += Encoding.UTF8.GetBytes(text.AsSpan(at, 1), bytes.AsSpan(length));
            }
        }
        return Encoding.UTF8.GetString(bytes, 0, length);
    }
}
