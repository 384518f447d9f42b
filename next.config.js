/**
 * Next serves pages and next-auth's route alone; headers and the content security policy come from server/http.
 * @type {import('next').NextConfig}
 */
const config = {
  poweredByHeader: false,
  // `npm run check` does it, once and for all rooms.
  typescript: { ignoreBuildErrors: true },
  reactStrictMode: true,
  // Answers are small, and what stands in front of us compresses better.
  compress: true,
  devIndicators: false,
  // Both addresses lead to a server on loopback.
  allowedDevOrigins: ['127.0.0.1', 'localhost'],
};

export default config;
