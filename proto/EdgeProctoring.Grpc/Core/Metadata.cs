using System.Collections;

namespace Grpc.Core;

/// <summary>Headers or trailers of a call: keys may repeat, the order is kept.</summary>
public sealed partial class Metadata : IList<Metadata.Entry>
{
    public const string BinaryHeaderSuffix = "-bin";
    public static readonly Metadata Empty = new() { IsReadOnly = true };
    private readonly List<Entry> _entries = [];

    public int Count => _entries.Count;
    public bool IsReadOnly { get; private init; }

    public Entry this[int index]
    {
        get => _entries[index];
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            EnsureWritable();
            _entries[index] = value;
        }
    }

    /// <summary>The last entry with this key.</summary>
    public Entry? Get(string key) => _entries.FindLast(entry => entry.HasKey(key));
    public string? GetValue(string key) => Get(key)?.Value;
    public byte[]? GetValueBytes(string key) => Get(key)?.ValueBytes;
    public IEnumerable<Entry> GetAll(string key) => _entries.Where(entry => entry.HasKey(key));

    public void Add(string key, string value) => Add(new Entry(key, value));
    public void Add(string key, byte[] valueBytes) => Add(new Entry(key, valueBytes));

    public void Add(Entry item)
    {
        ArgumentNullException.ThrowIfNull(item);
        EnsureWritable();
        _entries.Add(item);
    }

    public void Insert(int index, Entry item)
    {
        ArgumentNullException.ThrowIfNull(item);
        EnsureWritable();
        _entries.Insert(index, item);
    }

    public bool Remove(Entry item)
    {
        EnsureWritable();
        return _entries.Remove(item);
    }

    public void RemoveAt(int index)
    {
        EnsureWritable();
        _entries.RemoveAt(index);
    }

    public void Clear()
    {
        EnsureWritable();
        _entries.Clear();
    }

    public int IndexOf(Entry item) => _entries.IndexOf(item);
    public bool Contains(Entry item) => _entries.Contains(item);
    public void CopyTo(Entry[] array, int arrayIndex) => _entries.CopyTo(array, arrayIndex);
    public IEnumerator<Entry> GetEnumerator() => _entries.GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void EnsureWritable()
    {
        if (IsReadOnly)
        {
            throw new InvalidOperationException("This metadata is shared and cannot be changed; make a new one.");
        }
    }
}
