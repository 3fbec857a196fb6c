/** Stands in for `mdb-reader` where a page is built: it needs Node's `Buffer`, and the importer of cyclers refuses a .res where there is none before it asks for it. */
export default undefined;
