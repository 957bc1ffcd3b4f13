using System.Text;

namespace Grpc.Core;

public sealed partial class Metadata
{
    /// <summary>One key with its text, or with bytes when the key ends in -bin. Immutable.</summary>
    public class Entry
    {
        private readonly string? _text;
        private readonly byte[]? _bytes;

        public Entry(string key, string value)
        {
            Key = Normalized(key);
            if (NamesBytes(Key))
            {
                throw new ArgumentException($"Metadata key '{Key}' ends in {BinaryHeaderSuffix} and so takes bytes, not text.", nameof(key));
            }
            ArgumentNullException.ThrowIfNull(value);
            _text = value;
        }

        public Entry(string key, byte[] valueBytes)
        {
            Key = Normalized(key);
            if (!NamesBytes(Key))
            {
                throw new ArgumentException($"Metadata key '{Key}' takes text; a key for bytes ends in {BinaryHeaderSuffix}.", nameof(key));
            }
            ArgumentNullException.ThrowIfNull(valueBytes);
            _bytes = (byte[])valueBytes.Clone();
        }

        public string Key { get; }
        public bool IsBinary => _text is null;
        public string Value => _text ?? throw new InvalidOperationException($"Metadata '{Key}' holds bytes; read {nameof(ValueBytes)}.");
        public byte[] ValueBytes => _bytes is null ? Encoding.ASCII.GetBytes(_text!) : (byte[])_bytes.Clone();

        /// <summary>The value as a header carries it: text as it is, bytes as base64.</summary>
        internal string OnTheWire => _text ?? Convert.ToBase64String(_bytes!);

        public override string ToString() => IsBinary ? $"[{Key}: {_bytes!.Length} bytes]" : $"[{Key}: {_text}]";

        internal bool HasKey(string key) => string.Equals(Key, key, StringComparison.OrdinalIgnoreCase);

        private static bool NamesBytes(string key) => key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        private static string Normalized(string key)
        {
            ArgumentNullException.ThrowIfNull(key);
            foreach (var character in key)
            {
                if (!char.IsAsciiLetterOrDigit(character) && character is not ('.' or '_' or '-'))
                {
                    throw new ArgumentException($"Metadata key '{key}' contains '{character}'; letters, digits, '.', '_' and '-' are allowed.", nameof(key));
                }
            }
            return key.ToLowerInvariant();
        }
    }
}
