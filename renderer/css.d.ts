/** Style sheets are imported for their effect: the build gathers them into renderer.css. */
declare module '*.css';
