using System.Runtime.InteropServices;

namespace EdgeProctoring.Vision;

/// <summary>A JPEG was not decoded; the message says why.</summary>
public sealed class JpegRefusedException(JpegRefusal refusal, string message) : Exception(message)
{
    public JpegRefusal Refusal => refusal;
}

/// <summary>
/// Decodes foreign JPEG pictures with libturbojpeg, after its header was checked. The picture's memory belongs to the decoder
/// and holds until the next call; one of the same size allocates nothing. One object a thread.
/// </summary>
public sealed unsafe partial class JpegDecoder : IDisposable
{
    private const string Library = "libturbojpeg.so.0";
    private const int Rgb = 0;
    private const int Chroma420 = 2;
    private const int Fatal = 1;
    /// <summary>No upsampling that smooths: the picture is shrunk afterwards anyway.</summary>
    private const int Fast = 256;

    private readonly nint _decompressor;
    private readonly nint _compressor;
    private byte[] _rgb = [];
    private I420Picture? _picture;

    public JpegDecoder()
    {
        try
        {
            (_decompressor, _compressor) = (InitDecompress(), InitCompress());
        }
        catch (DllNotFoundException)
        {
            throw new DllNotFoundException($"{Library} is not installed (Debian: libturbojpeg0).");
        }
    }

    /// <summary>The picture, at an odd side one pixel smaller. A file that ends too early is shown as far as it goes.</summary>
    public I420Picture Decode(ReadOnlySpan<byte> file)
    {
        var refusal = JpegHeader.TryRead(file, out var header);
        if (refusal != JpegRefusal.None)
        {
            throw new JpegRefusedException(refusal, Words(refusal));
        }
        int width, height, chroma, colours;
        fixed (byte* source = file)
        {
            Check(DecompressHeader(_decompressor, source, (nuint)file.Length, &width, &height, &chroma, &colours), _decompressor);
            if (width != header.Width || height != header.Height || width < 2 || height < 2)
            {
                throw new JpegRefusedException(JpegRefusal.Broken, Words(JpegRefusal.Broken));
            }
            var picture = Fit(width & ~1, height & ~1);
            if (chroma == Chroma420 && ((width | height) & 1) == 0)
            {
                Planes(source, (nuint)file.Length, picture);
            }
            else
            {
                ThroughRgb(source, (nuint)file.Length, width, height, picture);
            }
            return picture;
        }
    }

    public void Dispose()
    {
        _ = Destroy(_decompressor);
        _ = Destroy(_compressor);
        GC.SuppressFinalize(this);
    }

    private I420Picture Fit(int width, int height)
    {
        if (_picture?.Width != width || _picture.Height != height)
        {
            _picture = new I420Picture(width, height, new byte[I420Picture.Bytes(width, height)]) { FullRange = true };
        }
        return _picture;
    }

    private void Planes(byte* source, nuint length, I420Picture picture)
    {
        fixed (byte* target = picture.Buffer)
        {
            var planes = stackalloc byte*[3];
            var strides = stackalloc int[3];
            Lay(target, picture, planes, strides);
            Check(DecompressToPlanes(_decompressor, source, length, planes, picture.Width, strides, picture.Height, Fast), _decompressor);
        }
    }

    /// <summary>Other ways to store colour, and odd sides: decoded to RGB, then turned into planes.</summary>
    private void ThroughRgb(byte* source, nuint length, int width, int height, I420Picture picture)
    {
        if (_rgb.Length < 3 * width * height)
        {
            _rgb = new byte[3 * width * height];
        }
        fixed (byte* rgb = _rgb, target = picture.Buffer)
        {
            Check(Decompress(_decompressor, source, length, rgb, width, 3 * width, height, Rgb, Fast), _decompressor);
            var planes = stackalloc byte*[3];
            var strides = stackalloc int[3];
            Lay(target, picture, planes, strides);
            Check(EncodePlanes(_compressor, rgb, picture.Width, 3 * width, picture.Height, Rgb, planes, strides, Chroma420, 0), _compressor);
        }
    }

    private static void Lay(byte* target, I420Picture picture, byte** planes, int* strides)
    {
        planes[0] = target;
        planes[1] = target + (picture.Width * picture.Height);
        planes[2] = planes[1] + (picture.Width * picture.Height / 4);
        (strides[0], strides[1], strides[2]) = (picture.Width, picture.Width / 2, picture.Width / 2);
    }

    /// <summary>A warning (a file that ends too early) still leaves a picture; an error does not.</summary>
    private static void Check(int result, nint handle)
    {
        if (result != 0 && ErrorCode(handle) == Fatal)
        {
            throw new JpegRefusedException(JpegRefusal.Broken, $"The picture cannot be decoded: {Marshal.PtrToStringUTF8(ErrorText(handle))}.");
        }
    }

    private static string Words(JpegRefusal refusal) => refusal switch
    {
        JpegRefusal.NotJpeg => "The picture is not a JPEG.",
        JpegRefusal.TooLong => $"The picture has more than {JpegHeader.MostBytes} bytes.",
        JpegRefusal.TooLarge => $"The picture has no pixels, more than {JpegHeader.MostPixels}, or a side over {JpegHeader.MostSide}.",
        JpegRefusal.Unusual => "The picture is a kind of JPEG that cameras and browsers do not send; baseline or progressive, 8 bits, grey or three colours are taken.",
        JpegRefusal.TooManyScans => $"The picture has more than {JpegHeader.MostScans} scans.",
        _ => "The picture is broken.",
    };

    [LibraryImport(Library, EntryPoint = "tjInitDecompress")]
    private static partial nint InitDecompress();

    [LibraryImport(Library, EntryPoint = "tjInitCompress")]
    private static partial nint InitCompress();

    [LibraryImport(Library, EntryPoint = "tjDestroy")]
    private static partial int Destroy(nint handle);

    [LibraryImport(Library, EntryPoint = "tjGetErrorStr2")]
    private static partial nint ErrorText(nint handle);

    [LibraryImport(Library, EntryPoint = "tjGetErrorCode")]
    private static partial int ErrorCode(nint handle);

    [LibraryImport(Library, EntryPoint = "tjDecompressHeader3")]
    private static partial int DecompressHeader(nint handle, byte* file, nuint length, int* width, int* height, int* chroma, int* colours);

    [LibraryImport(Library, EntryPoint = "tjDecompressToYUVPlanes")]
    private static partial int DecompressToPlanes(nint handle, byte* file, nuint length, byte** planes, int width, int* strides, int height, int flags);

    [LibraryImport(Library, EntryPoint = "tjDecompress2")]
    private static partial int Decompress(nint handle, byte* file, nuint length, byte* target, int width, int pitch, int height, int format, int flags);

    [LibraryImport(Library, EntryPoint = "tjEncodeYUVPlanes")]
    private static partial int EncodePlanes(nint handle, byte* source, int width, int pitch, int height, int format, byte** planes, int* strides, int chroma, int flags);
}
